import { beforeEach, describe, expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

/** alice asks; bob and dan, then carol approve; erin is an auditor, mallory has no part in it. */
let desk: TestDesk;
let id: string;

const seenBy = (username: string) => desk.as(username).requests.get({ id });
const ask = (username: string, text = 'Before or after the backup?') => desk.as(username).requests.ask({ id, text });
const answer = (username: string, text = 'After it.') => desk.as(username).requests.answer({ id, text });
const awaiting = async (awaitsAnswer: boolean, username = 'admin') =>
  (await desk.as(username).requests.list({ awaitsAnswer })).items.map(({ number }) => number);

beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('alice bob carol dan mallory');
  await desk.hire('ada', 'admin');
  await desk.hire('erin', 'auditor');
  await desk.policy({ steps: [{ by: 'bob dan', required: 2 }, { by: 'carol' }], pendingTtlSeconds: 3_600 });
  ({ id } = await desk.file('alice'));
});

describe('a question and its answer', () => {
  test('are signed events of their writers, and everyone who sees the request reads them', async () => {
    const asked = await ask('carol');
    expect(asked).toMatchObject({ status: 'open', awaitsAnswer: true, newestEvent: desk.length });
    await desk.advance(60);
    const answered = await answer('alice');
    expect(answered.awaitsAnswer).toBe(false);
    expect((await seenBy('erin')).thread).toEqual([
      {
        person: { id: desk.id('carol'), username: 'carol', name: 'Carol' },
        kind: 'question',
        text: 'Before or after the backup?',
        at: '2026-01-05T09:00:00.000Z',
      },
      {
        person: { id: desk.id('alice'), username: 'alice', name: 'Alice' },
        kind: 'answer',
        text: 'After it.',
        at: '2026-01-05T09:01:00.000Z',
      },
    ]);
    const { items } = await desk.as('erin').ledger.list({ subjectId: id, limit: 2 });
    expect(items.map(({ type, actor, data }) => [type, actor?.username, data])).toEqual([
      ['answer.given', 'alice', { requestId: id, text: 'After it.' }],
      ['question.asked', 'carol', { requestId: id, text: 'Before or after the backup?' }],
    ]);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('are in the history of the request', async () => {
    await ask('carol');
    await answer('alice');
    const { items } = await desk.as('bob').requests.timeline({ id });
    expect(items.slice(-2).map(({ sentence, comment }) => [sentence, comment])).toEqual([
      ['Carol asked a question.', 'Before or after the backup?'],
      ['Alice wrote an answer.', 'After it.'],
    ]);
  });

  test('do not stop the time: the request expires as it would have', async () => {
    const { expiresAt } = await seenBy('alice');
    await ask('bob');
    expect((await seenBy('alice')).expiresAt).toBe(expiresAt);
    await desk.advance(3_600);
    expect(await seenBy('alice')).toMatchObject({ status: 'expired', awaitsAnswer: false });
    expect(await desk.refused('alice', 'requests.answer', { id, text: 'x' })).toMatchObject({ code: 'NOT_OPEN' });
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('are refused to those who may not write them, each with a reason', async () => {
    const refusedTo = async (username: string, verb: 'ask' | 'answer') => {
      const refusal = await desk.refused(username, `requests.${verb}`, { id, text: 'x' });
      return 'reason' in refusal ? refusal.reason : refusal.code;
    };
    expect(await refusedTo('alice', 'ask')).toBe('REQUESTER');
    expect(await refusedTo('erin', 'ask')).toBe('NOT_AN_APPROVER');
    expect(await refusedTo('mallory', 'ask')).toBe('NOT_FOUND');
    expect(await refusedTo('mallory', 'answer')).toBe('NOT_FOUND');
    for (const username of ['bob', 'admin', 'erin']) expect(await refusedTo(username, 'answer')).toBe('FORBIDDEN');
    expect(desk.typesAfter(0).filter((type) => type === 'question.asked' || type === 'answer.given')).toEqual([]);
  });

  test('are not written by a filer who has become an auditor', async () => {
    const [of, filed] = [desk.id('alice'), { resource: 'db', account: 'admin', durationSeconds: 3_600 }];
    const { id: other } = await desk.as('ada').requests.submit({ ...filed, requesterId: of });
    await desk.as('bob').requests.ask({ id: other, text: 'Why?' });
    await desk.as('admin').people.update({ id: desk.id('ada'), role: 'auditor' });
    const refused = await desk.refused('ada', 'requests.answer', { id: other, text: 'x' });
    expect(refused).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('Auditors') });
    expect((await desk.as('ada').requests.get({ id: other })).viewer).toMatchObject({
      canAsk: false,
      canAnswer: false,
    });
  });

  test('are no empty texts, and none of more than 4,000 characters', async () => {
    for (const text of ['', '  ', '\u200b', 'x'.repeat(4_001)])
      expect(await desk.refused('bob', 'requests.ask', { id, text })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { text: expect.any(String) },
      });
    expect((await ask('bob', `  ${'x'.repeat(4_000)} `)).thread.map(({ text }) => text.length)).toEqual([4_000]);
  });

  test('are 100 at most, and the 101st is told so', async () => {
    for (let count = 0; count < 100; count += 1) await (count % 2 === 0 ? ask('bob') : answer('alice'));
    for (const [username, verb] of [
      ['bob', 'ask'],
      ['alice', 'answer'],
    ] as const)
      expect(await desk.refused(username, `requests.${verb}`, { id, text: 'x' })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { text: expect.stringContaining('100') },
      });
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });
});

describe('a decision', () => {
  test.each(['approve', 'reject'])('is STALE if the thread has moved since: %s', async (verb) => {
    for (const [move, word] of [
      [() => ask('carol'), 'question'],
      [() => answer('alice'), 'answer'],
    ] as const) {
      const { newestEvent: seen } = await seenBy('bob');
      await move();
      const { code, message } = await desk.refused('bob', `requests.${verb}`, { id, seen });
      expect(code).toBe('STALE');
      expect(message).toContain(word);
    }
    const { newestEvent: seen } = await seenBy('bob');
    expect((await desk.as('bob').requests.approve({ id, seen })).steps[0]?.approved).toBe(1);
  });

  test('that an approver made before a text is marked with the number of texts since', async () => {
    await ask('bob');
    await desk.approve(id, 'bob');
    await answer('alice');
    await answer('alice', 'And the replica is up.');
    const { steps } = await seenBy('dan');
    expect(steps.map(({ writtenAfter }) => writtenAfter)).toEqual([
      [{ person: { id: desk.id('bob'), username: 'bob', name: 'Bob' }, texts: 2 }],
      [],
    ]);
    await desk.as('bob').requests.withdraw({ id });
    expect((await seenBy('dan')).steps[0]?.writtenAfter).toEqual([]);
  });
});

describe('a list of requests', () => {
  test('filters by whether an answer is awaited, also among stuck requests and after a restart', async () => {
    const second = await desk.file('alice', 'second');
    await desk.file('alice', 'third');
    await ask('bob');
    await desk.as('dan').requests.ask({ id: second.id, text: 'Which node?' });
    expect(await awaiting(true)).toEqual([2, 1]);
    expect(await awaiting(false)).toEqual([3]);
    expect(await awaiting(true, 'alice')).toEqual([2, 1]);
    expect(await desk.as('admin').requests.counts({ awaitsAnswer: true })).toMatchObject({ open: 2, approved: 0 });
    await answer('alice');
    expect(await awaiting(true)).toEqual([2]);
    await desk.as('admin').people.disable({ id: desk.id('carol') });
    expect((await seenBy('admin')).stuck).toBe(true);
    expect(await awaiting(true)).toEqual([2]);
    expect(
      (await desk.as('admin').requests.list({ awaitsAnswer: true, stuck: true })).items.map(({ number }) => number),
    ).toEqual([2]);
    await desk.as('alice').requests.cancel({ id: second.id });
    expect(await awaiting(true)).toEqual([]);
    expect(await awaiting(false)).toEqual([3, 2, 1]);
  });
});

describe('the people concerned', () => {
  const notices = async (username: string) =>
    (await desk.as(username).notices.list({ unread: true })).items.map(({ kind, about, sentence }) => {
      return { kind, id: about.id, sentence };
    });

  test('requester and filer are told of a question until one of them answers', async () => {
    const { id: filed } = await desk.file('ada', 'behalf', { requesterId: desk.id('alice') });
    await desk.as('bob').requests.ask({ id: filed, text: 'What for?' });
    const told = (username: string) =>
      notices(username).then((all) => all.filter(({ kind }) => kind === 'questionAsked'));
    expect(await told('alice')).toEqual([
      { kind: 'questionAsked', id: filed, sentence: 'Bob asks “What for?” about your request for root on behalf.' },
    ]);
    expect(await told('ada')).toEqual([
      {
        kind: 'questionAsked',
        id: filed,
        sentence: 'Bob asks “What for?” about the request for root on behalf that you filed for Alice.',
      },
    ]);
    expect(await told('bob')).toEqual([]);
    await desk.as('ada').requests.answer({ id: filed, text: 'For the index.' });
    expect([await told('alice'), await told('ada')]).toEqual([[], []]);
    expect((await notices('alice')).map(({ kind }) => kind)).toContain('answerGiven');
  });

  test('those who asked or approved are told of an answer, and nobody else is', async () => {
    await ask('carol');
    await desk.approve(id, 'dan');
    await answer('alice');
    const answered = async (username: string) =>
      (await notices(username)).filter(({ kind }) => kind === 'answerGiven').map(({ sentence }) => sentence);
    const sentence = 'Alice writes “After it” about the request for root on db.';
    expect(await answered('carol')).toEqual([sentence]);
    expect(await answered('dan')).toEqual([sentence]);
    for (const username of ['alice', 'bob', 'admin', 'erin', 'mallory']) expect(await answered(username)).toEqual([]);
    await desk.as('alice').requests.cancel({ id });
    expect(await answered('carol')).toEqual([]);
  });

  test('who asked as an admin, and is none any more, is not told of the answer to a request that they no longer see', async () => {
    await ask('ada');
    await desk.as('admin').people.update({ id: desk.id('ada'), role: 'member' });
    await answer('alice', 'For the customer.');
    expect(await desk.refused('ada', 'requests.get', { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await notices('ada')).filter(({ kind }) => kind === 'answerGiven')).toEqual([]);
  });
});
