import { describe, expect, it } from 'vitest';
import { canSee } from '../../../src-main/engine/request/permission.ts';
import { awaitsAnswer, writtenAfter } from '../../../src-main/engine/request/thread.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

const steps = [{ by: ['bob', '@managers'], required: 2 }, { by: ['carol'] }];

/** boss is an admin; alice asks, bob and mei and then carol approve; audrey audits, dan has no part in it. */
function office(): Office {
  return new Office('alice bob mei carol dan', { steps })
    .hire('audrey', 'auditor')
    .hire('ada', 'admin')
    .group('managers', 'mei')
    .file('alice');
}

/** The same, filed by ada for alice. */
const onBehalf = () => office().file('alice', { filedBy: 'ada', resource: 'other' }, 'behalf');

describe('a question', () => {
  it('can be asked by an approver of any step and by an admin', () => {
    const desk = office();
    for (const name of ['bob', 'mei', 'carol', 'boss']) expectFacts(desk.ask(name), 'question.asked');
    expect(desk.request().thread.map(({ kind }) => kind)).toEqual(Array(4).fill('question'));
  });

  it('cannot be asked by the requester or the filer, not even as an admin', () => {
    const desk = onBehalf();
    expectRefused(desk.ask('alice'), 'NOT_ELIGIBLE', 'REQUESTER');
    expectRefused(desk.ask('alice', 'behalf'), 'NOT_ELIGIBLE', 'REQUESTER');
    expectRefused(desk.ask('ada', 'behalf'), 'NOT_ELIGIBLE', 'FILED_IT');
    expectFacts(desk.ask('ada'), 'question.asked');
    const own = office().file('boss', { resource: 'third' }, 'own');
    expectRefused(own.ask('boss', 'own'), 'NOT_ELIGIBLE', 'REQUESTER');
  });

  it('cannot be asked by an auditor, by a person who left the group, or by anyone else', () => {
    const desk = office();
    desk.members('managers', 'dan');
    expect(canSee(desk.person('mei'), desk.progress())).toBe(true);
    for (const name of ['audrey', 'mei', 'dan']) expectRefused(desk.ask(name), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });

  it('can be asked by an approver who has approved, and by one whose key was reset', () => {
    const desk = office();
    desk.approve('bob');
    expectFacts(desk.ask('bob'), 'question.asked');
    desk.resetKey('mei');
    expectRefused(desk.approve('mei'), 'NOT_ELIGIBLE', 'KEY_RESET');
    expectFacts(desk.ask('mei'), 'question.asked');
  });

  it('is no decision: the steps stay as they are, and the request expires as it would have', () => {
    const desk = office();
    const before = { ...desk.request() };
    desk.ask('bob');
    const { decisions, openPosition, expiresAt } = desk.request();
    expect({ decisions, openPosition, expiresAt }).toEqual({
      decisions: before.decisions,
      openPosition: before.openPosition,
      expiresAt: before.expiresAt,
    });
    desk.wait(86_400);
    expect(desk.request().status).toBe('expired');
  });
});

describe('an answer', () => {
  it('can be written by the requester and by the filer, asked or not', () => {
    const desk = onBehalf();
    expectFacts(desk.answer('alice'), 'answer.given');
    expectFacts(desk.answer('alice', 'behalf'), 'answer.given');
    expectFacts(desk.answer('ada', 'behalf'), 'answer.given');
  });

  it('cannot be written by anyone else', () => {
    const desk = office();
    desk.ask('bob');
    for (const name of ['bob', 'boss', 'audrey', 'dan']) expectRefused(desk.answer(name), 'FORBIDDEN');
  });
});

describe('a thread', () => {
  it('takes texts while its request is open, and none after', () => {
    for (const close of [
      (desk: Office) => desk.reject('bob'),
      (desk: Office) => desk.cancel('alice'),
      (desk: Office) => desk.wait(86_400),
    ]) {
      const desk = office();
      close(desk);
      expectRefused(desk.ask('bob'), 'NOT_OPEN');
      expectRefused(desk.answer('alice'), 'NOT_OPEN');
    }
  });

  it('has at most 100 texts', () => {
    const desk = office();
    for (let count = 0; count < 50; count += 1) {
      expectFacts(desk.ask('bob'), 'question.asked');
      expectFacts(desk.answer('alice'), 'answer.given');
    }
    expectRefused(desk.ask('bob'), 'INVALID_INPUT');
    expectRefused(desk.answer('alice'), 'INVALID_INPUT');
    expect(desk.viewer('bob')).toMatchObject({ canAsk: false, whyNotWrite: { code: 'INVALID_INPUT' } });
    expectFacts(desk.approve('bob'), 'request.approved');
  });

  it('awaits an answer from a question until the next answer, or until the request is closed', () => {
    const desk = office();
    const awaits = () => awaitsAnswer(desk.request());
    expect(awaits()).toBe(false);
    desk.answer('alice');
    expect(awaits()).toBe(false);
    desk.ask('bob');
    desk.ask('carol');
    expect(awaits()).toBe(true);
    desk.answer('alice');
    expect(awaits()).toBe(false);
    desk.ask('bob');
    desk.cancel('alice');
    expect(awaits()).toBe(false);
  });

  it('tells which texts came after an approval that counts', () => {
    const desk = office();
    desk.ask('mei');
    desk.approve('bob');
    expect(writtenAfter(desk.progress(), 1)).toEqual([]);
    desk.answer('alice');
    desk.ask('carol');
    const bob = desk.person('bob').id;
    expect(writtenAfter(desk.progress(), 1)).toEqual([{ personId: bob, texts: 2 }]);
    expect(writtenAfter(desk.progress(), 2)).toEqual([]);
    desk.withdraw('bob');
    expect(writtenAfter(desk.progress(), 1)).toEqual([]);
    desk.approve('bob');
    expect(writtenAfter(desk.progress(), 1)).toEqual([]);
    desk.answer('alice');
    expect(writtenAfter(desk.progress(), 1)).toEqual([{ personId: bob, texts: 1 }]);
  });
});

describe('a viewer', () => {
  it('can ask or answer, never both, or is told why not', () => {
    const desk = onBehalf();
    const writes = (name: string) => {
      const { canAsk, canAnswer, whyNotWrite } = desk.viewer(name, 'behalf');
      return [canAsk, canAnswer, whyNotWrite?.reason ?? whyNotWrite?.code ?? null];
    };
    expect(writes('bob')).toEqual([true, false, null]);
    expect(writes('boss')).toEqual([true, false, null]);
    expect(writes('alice')).toEqual([false, true, null]);
    expect(writes('ada')).toEqual([false, true, null]);
    expect(writes('audrey')).toEqual([false, false, 'NOT_AN_APPROVER']);
    desk.cancel('alice', 'behalf');
    expect(writes('bob')).toEqual([false, false, 'NOT_OPEN']);
    expect(writes('alice')).toEqual([false, false, 'NOT_OPEN']);
  });
});
