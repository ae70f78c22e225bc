import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDeskKey } from '../../../src-main/identity/keys/desk.ts';
import { answers } from '../shapes/answers.ts';
import { foundRealDesk, openAgain, passphraseOf, type RealDesk } from './support.ts';

const file = (desk: RealDesk, name = 'desk.json') => join(desk.directory, 'keys', name);
const keyIn = (desk: RealDesk, name = 'desk.json') =>
  z.looseObject({ key: z.string() }).parse(JSON.parse(readFileSync(file(desk, name), 'utf8'))).key;

/** A desk with an open request that expires after a minute. */
async function withRequest(): Promise<RealDesk> {
  const desk = await foundRealDesk();
  const bob = await desk.hire('bob');
  await desk.hire('carl');
  await desk.ok('ada', 'policies.create', {
    name: 'everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: 3_600 },
    pendingTtlSeconds: 60,
    steps: [{ approvers: [{ kind: 'person', id: bob }], required: 1 }],
  });
  await desk.ok('carl', 'requests.submit', { resource: 'db', account: 'root', durationSeconds: 60 });
  return desk;
}

/** Puts the key file of another desk in the place of this one's. */
async function mixUp(desk: RealDesk): Promise<string> {
  const other = await foundRealDesk();
  const text = readFileSync(file(other), 'utf8');
  writeFileSync(file(desk), text);
  return text;
}

const intact = async (desk: RealDesk) =>
  expect(await desk.ok('ada', 'ledger.verify')).toMatchObject({ ok: true, problems: [] });

const group = { name: 'night shift', memberIds: [] };
const enrolled = z.strictObject({
  key: z.string(),
  replaces: z.string().nullable(),
  keptBy: z.enum(['system', 'file']),
});
const settingsOf = async (desk: RealDesk) => answers.settings.get.parse(await desk.ok('ada', 'settings.get'));

describe('the key file of another desk', () => {
  it('signs nothing here: expiries wait, changes are refused, and the sentence names the file and the remedy', async () => {
    const desk = await withRequest();
    const own = keyIn(desk);
    await desk.close();
    await mixUp(desk);
    const again = await openAgain(desk);
    await again.signIn('ada');
    const before = await again.newest(1);
    desk.wall.move(61);
    const refused = await again.refused('ada', 'groups.create', group);
    expect(refused).toMatchObject({ code: 'FORBIDDEN' });
    for (const part of ['keys/desk.json', own.slice(0, 16), keyIn(desk).slice(0, 16), 'desk enrol-desk-key'])
      expect(refused.message).toContain(part);
    expect(await settingsOf(again)).toMatchObject({ deskKeyState: 'another', deskKeyProblem: refused.message });
    expect(await again.newest(1)).toEqual(before);
    await intact(again);
    await again.close();
  });

  it('does no harm once the right file is back, without opening the desk again', async () => {
    const desk = await withRequest();
    const right = desk.keyFile('desk.json');
    await desk.close();
    await mixUp(desk);
    const again = await openAgain(desk);
    await again.signIn('ada');
    desk.wall.move(61);
    await again.refused('ada', 'groups.create', group);
    writeFileSync(file(desk), right);
    await again.ok('ada', 'groups.create', group);
    expect(await again.newest(2)).toEqual(['request.expired', 'group.created']);
    expect(await settingsOf(again)).toMatchObject({ deskKeyState: 'ready', deskKeyProblem: null });
    await intact(again);
    await again.close();
  });

  it('is replaced by a new key of the desk, which then records the expiries', async () => {
    const desk = await withRequest();
    const own = keyIn(desk);
    await desk.close();
    const foreign = await mixUp(desk);
    const foreignKey = keyIn(desk);
    const again = await openAgain(desk);
    await again.signIn('ada');
    desk.wall.move(61);
    const { key, replaces, keptBy } = enrolled.parse(await again.ok('ada', 'session.enrolDeskKey'));
    expect({ replaces, keptBy }).toEqual({ replaces: own, keptBy: 'file' });
    expect(keyIn(desk)).toBe(key);
    expect(readFileSync(file(desk, `desk-${foreignKey.slice(0, 16)}.json`), 'utf8')).toBe(foreign);
    await intact(again);
    await again.ok('ada', 'groups.create', group);
    expect((await again.newest(3)).filter((type) => type !== 'deskKey.enrolled')).toEqual([
      'request.expired',
      'group.created',
    ]);
    await intact(again);
    await again.close();
  });

  it('does not prevent the answer to a failed sign-in', async () => {
    const desk = await withRequest();
    await desk.close();
    await mixUp(desk);
    const again = await openAgain(desk);
    const wrong = { username: 'ada', passphrase: 'not the passphrase at all' };
    expect(await again.refused('x', 'session.signIn', wrong)).toMatchObject({ code: 'SIGN_IN_FAILED' });
    await again.signIn('ada');
    await intact(again);
    await again.close();
  });
});

describe('a desk’s key that is', () => {
  it.each([
    ['missing', (path: string) => rmSync(path)],
    ['damaged', (path: string) => writeFileSync(path, '{')],
    ['damaged', (path: string) => writeFileSync(path, '{"v":1}')],
  ] as const)('%s is named, and a new one brings the desk back', async (state, spoil) => {
    const desk = await withRequest();
    await desk.close();
    spoil(file(desk));
    const again = await openAgain(desk);
    await again.signIn('ada');
    desk.wall.move(61);
    const { deskKeyState, deskKeyProblem } = await settingsOf(again);
    expect(deskKeyState).toBe(state);
    expect(deskKeyProblem).toContain('keys/desk.json');
    await again.ok('ada', 'session.enrolDeskKey');
    await again.ok('ada', 'groups.create', group);
    await intact(again);
    await again.close();
  });

  it('another than its file names is refused, as is one of another user’s key store', async () => {
    const desk = await foundRealDesk();
    const inForce = [keyIn(desk)];
    const other = await foundRealDesk();
    const store = (kept: string | null) => ({ reveal: () => kept });
    const read = z.looseObject({ privateKey: z.string() });
    const own = read.parse(JSON.parse(desk.keyFile('desk.json')));
    const foreign = read.parse(JSON.parse(other.keyFile('desk.json')));
    writeFileSync(file(desk), JSON.stringify({ ...own, privateKey: foreign.privateKey }));
    expect(openDeskKey(desk.directory, null, inForce)).toMatchObject({ ok: false, state: 'damaged' });
    writeFileSync(file(desk), JSON.stringify({ ...own, keptBy: 'system', privateKey: 'AAAA' }));
    expect(openDeskKey(desk.directory, store(foreign.privateKey), inForce)).toMatchObject({ state: 'damaged' });
    expect(openDeskKey(desk.directory, store(null), inForce)).toMatchObject({ state: 'closed' });
    expect(openDeskKey(desk.directory, null, inForce)).toMatchObject({ state: 'closed' });
    expect(openDeskKey(desk.directory, store(own.privateKey), inForce)).toMatchObject({ ok: true });
    expect(openDeskKey(desk.directory, store(own.privateKey), [keyIn(other)])).toMatchObject({ state: 'another' });
  });
});

describe('a new key of the desk', () => {
  it('replaces a working one, which is removed', async () => {
    const desk = await withRequest();
    const own = keyIn(desk);
    const { key, replaces } = enrolled.parse(await desk.ok('ada', 'session.enrolDeskKey'));
    expect(replaces).toBe(own);
    expect(keyIn(desk)).toBe(key);
    expect(readdirSync(join(desk.directory, 'keys')).filter((name) => name.startsWith('desk'))).toEqual(['desk.json']);
    expect(await desk.newest(1)).toEqual(['deskKey.enrolled']);
    desk.wall.move(61);
    await desk.ok('ada', 'groups.create', group);
    await intact(desk);
  });

  it('is usable after a crash between the ledger and the files', async () => {
    const desk = await withRequest();
    const before = desk.keyFile('desk.json');
    const { key } = enrolled.parse(await desk.ok('ada', 'session.enrolDeskKey'));
    await desk.close();
    writeFileSync(file(desk, 'desk.next.json'), readFileSync(file(desk)));
    writeFileSync(file(desk), before);
    const again = await openAgain(desk);
    await again.signIn('ada');
    expect(await settingsOf(again)).toMatchObject({ deskKeyState: 'ready' });
    const next = enrolled.parse(await again.ok('ada', 'session.enrolDeskKey'));
    expect(next.replaces).toBe(key);
    expect(existsSync(file(desk, 'desk.next.json'))).toBe(false);
    await intact(again);
    await again.close();
  });

  it('is used by another process that had opened the previous one', async () => {
    const desk = await withRequest();
    const other = await openAgain(desk);
    await other.signIn('ada');
    desk.wall.move(61);
    await other.ok('ada', 'groups.create', group);
    await desk.ok('ada', 'session.enrolDeskKey');
    const wrong = { username: 'ada', passphrase: 'not the passphrase at all' };
    await other.refused('x', 'session.signIn', wrong);
    expect(await desk.newest(1)).toEqual(['signin.failed']);
    await intact(desk);
    await other.close();
  });

  it('is for admins only, and needs the passphrase', async () => {
    const desk = await withRequest();
    expect(await desk.refused('bob', 'session.enrolDeskKey')).toMatchObject({ code: 'FORBIDDEN' });
    desk.wall.move(16 * 60);
    expect(await desk.refused('ada', 'session.enrolDeskKey')).toMatchObject({ code: 'PASSPHRASE_NEEDED' });
    expect(existsSync(file(desk, 'desk.next.json'))).toBe(false);
  });

  it('is a proposal while four eyes is on, even while expiries cannot be recorded; it is made on approval', async () => {
    const desk = await withRequest();
    await desk.hire('ben', 'admin');
    await desk.ok('ada', 'settings.update', { fourEyes: true });
    await desk.close();
    await mixUp(desk);
    const again = await openAgain(desk);
    for (const username of ['ada', 'ben']) await again.signIn(username);
    desk.wall.move(61);
    expect(await again.refused('ada', 'session.enrolDeskKey')).toMatchObject({ code: 'FOUR_EYES_NEEDED' });
    const call = { area: 'session', verb: 'enrolDeskKey', input: {} };
    const { id, summary } = answers.proposals.make.parse(await again.ok('ada', 'proposals.make', call));
    expect(summary).toContain('Make a new key for the desk itself');
    expect(existsSync(file(desk, 'desk.next.json'))).toBe(false);
    await again.ok('ben', 'proposals.approve', { id });
    const newest = (await again.newest(4)).filter((type) => type !== 'request.expired');
    expect(newest.slice(-3)).toEqual(['proposal.made', 'proposal.approved', 'deskKey.enrolled']);
    expect(await settingsOf(again)).toMatchObject({ deskKeyState: 'ready' });
    await intact(again);
    await again.signIn('carl', passphraseOf('carl'));
    await again.ok('carl', 'requests.submit', { resource: 'other', account: 'root', durationSeconds: 60 });
    await intact(again);
    await again.close();
  });
});
