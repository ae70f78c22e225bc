import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { makeKeyPair } from '../../../src-main/identity/keypair.ts';
import { type Mark, signMark } from '../../../src-main/ledger/mark.ts';
import { keepMark, MARKS_FOLDER } from '../../../src-main/store/marks.ts';
import { folder } from '../../integrity/workspace.ts';
import { foundRealDesk, passphraseOf, type RealDesk } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';
import { openDesk, untilChecked } from '../support.ts';

const marksIn = (directory: string): string[] => readdirSync(join(directory, MARKS_FOLDER)).sort();

async function checked(desk: RealDesk, username: string, input: object = {}) {
  await desk.ok(username, 'ledger.startCheck', input);
  for (;;) {
    const { check } = answers.ledger.check.parse(await desk.ok(username, 'ledger.check'));
    if (check === null) throw new Error('The check was started.');
    if (check.state !== 'running') return check;
    await pause();
  }
}

const markOf = async (desk: RealDesk, username: string) =>
  answers.ledger.mark.parse(await desk.ok(username, 'ledger.mark')).mark;

/** A person's mark, in the place where the desk keeps it. */
const textFile = (desk: RealDesk, username: string): string =>
  join(desk.directory, MARKS_FOLDER, `${desk.session(username).person ?? ''}.json`);

/** A real desk in which ada has kept a mark. */
async function markedDesk(): Promise<RealDesk> {
  const desk = await foundRealDesk();
  await desk.hire('erin', 'auditor');
  expect(await checked(desk, 'ada')).toMatchObject({ state: 'done', from: null, canKeepMark: true });
  await desk.ok('ada', 'ledger.keepMark');
  return desk;
}

describe('in a training workspace', () => {
  it('a mark is kept of an intact ledger, and the next check begins after it', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ name: 'everything', steps: [{ by: 'bob' }] });
    await desk.file('alice', 'prod-1');
    const { ledger } = desk.as('admin');
    expect(await ledger.mark({})).toEqual({ mark: null });
    expect(await desk.refused('admin', 'ledger.keepMark')).toMatchObject({ code: 'NOT_FOUND' });
    await ledger.startCheck({});
    expect(await untilChecked(desk, 'admin')).toMatchObject({ state: 'done', from: null, canKeepMark: true });
    const marked = desk.length;
    const { mark } = await ledger.keepMark({});
    expect(mark).toMatchObject({ sequence: marked, why: null });
    expect(await ledger.mark({})).toEqual({ mark });

    // In the same transaction by the clock, which stands still; and later.
    await desk.approve((await desk.file('alice', 'prod-2')).id, 'bob');
    await desk.desk.advance(86_400 * 40);
    await desk.file('alice', 'prod-3');
    await ledger.startCheck({ fromMark: true });
    const check = await untilChecked(desk, 'admin');
    expect(check).toMatchObject({ state: 'done', from: { sequence: marked, at: mark.at }, notFrom: null });
    expect(check.result).toEqual(await ledger.verify({}));
    expect(check.result).toMatchObject({ ok: true, length: desk.length });
    // Only a check of every event can be kept.
    expect(check.canKeepMark).toBe(false);
    expect(await desk.refused('admin', 'ledger.keepMark')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a new mark replaces the old one, and only the owner can read its files', async () => {
    const desk = await openDesk();
    const { ledger } = desk.as('admin');
    for (const hired of ['alice', 'bob']) {
      await desk.hire(hired);
      await ledger.startCheck({});
      await untilChecked(desk, 'admin');
      await ledger.keepMark({});
    }
    const names = marksIn(desk.directory);
    expect(names).toHaveLength(2);
    if (process.platform !== 'win32')
      for (const name of names) expect(statSync(join(desk.directory, MARKS_FOLDER, name)).mode & 0o777).toBe(0o600);
    expect(await ledger.mark({})).toMatchObject({ mark: { sequence: desk.length } });
  });

  it('a person without a mark has every event checked', async () => {
    const desk = await openDesk();
    await desk.hire('erin', 'auditor');
    await desk.as('erin').ledger.startCheck({ fromMark: true });
    expect(await untilChecked(desk, 'erin')).toMatchObject({
      state: 'done',
      from: null,
      notFrom: null,
      canKeepMark: true,
    });
  });
});

describe('in a real workspace', () => {
  it('a mark is signed with the person’s own key, for which the passphrase is asked', async () => {
    const desk = await markedDesk();
    await checked(desk, 'ada');
    desk.wall.pass(3_600);
    expect(await desk.refused('ada', 'ledger.keepMark')).toMatchObject({ code: 'PASSPHRASE_NEEDED' });
    await desk.ok('ada', 'session.confirm', { passphrase: passphraseOf('ada') });
    expect(answers.ledger.keepMark.parse(await desk.ok('ada', 'ledger.keepMark')).mark.why).toBeNull();
    // A check that begins at it signs nothing, so it asks for nothing.
    desk.wall.pass(3_600);
    expect(await checked(desk, 'ada', { fromMark: true })).toMatchObject({
      from: { sequence: expect.any(Number) },
      result: { ok: true },
    });
  });

  it('the mark of one person does not count for another, even under their name', async () => {
    const desk = await markedDesk();
    expect(await markOf(desk, 'erin')).toBeNull();
    copyFileSync(textFile(desk, 'ada'), textFile(desk, 'erin'));
    expect(await markOf(desk, 'erin')).toMatchObject({
      sequence: null,
      why: expect.stringMatching(/not signed with the key/),
    });
    expect(await checked(desk, 'erin', { fromMark: true })).toMatchObject({
      from: null,
      notFrom: expect.stringMatching(/not signed with the key/),
      result: { ok: true },
    });
  });

  it('an edited or forged mark does not count', async () => {
    const desk = await markedDesk();
    const file = textFile(desk, 'ada');
    const text = readFileSync(file, 'utf8');
    const { mark }: { mark: Mark } = JSON.parse(text);
    const { signer } = makeKeyPair();
    const forgeries = {
      'The mark was edited.': text.replace(`"sequence":${mark.sequence}`, `"sequence":${mark.sequence - 1}`),
      'Its signature is another.': text.replace(/"signature":"../, '"signature":"AA'),
      'It is no mark.': '{}',
      'It names her key, and another has signed it.': signMark(mark, signer),
      'Another key signed it in her name.': signMark({ ...mark, key: signer.key }, signer),
    };
    for (const [how, forged] of Object.entries(forgeries)) {
      writeFileSync(file, forged);
      expect(await markOf(desk, 'ada'), how).toMatchObject({ sequence: null, why: expect.any(String) });
      const check = await checked(desk, 'ada', { fromMark: true });
      expect(check, how).toMatchObject({ from: null, notFrom: expect.any(String), result: { ok: true } });
    }
    writeFileSync(file, text);
    expect(await checked(desk, 'ada', { fromMark: true })).toMatchObject({
      from: { sequence: mark.sequence },
      notFrom: null,
    });
  });

  it('a mark of another desk does not count', async () => {
    const [desk, other] = [await markedDesk(), await foundRealDesk()];
    mkdirSync(join(other.directory, MARKS_FOLDER));
    copyFileSync(textFile(desk, 'ada'), textFile(other, 'ada'));
    expect(await markOf(other, 'ada')).toMatchObject({ sequence: null, why: expect.any(String) });
    expect(await checked(other, 'ada', { fromMark: true })).toMatchObject({ from: null, notFrom: expect.any(String) });
  });

  it('a mark does not count any more once the person’s key was reset', async () => {
    const desk = await markedDesk();
    const erin = desk.session('erin').person ?? '';
    await checked(desk, 'erin');
    await desk.ok('erin', 'ledger.keepMark');
    expect(await checked(desk, 'erin', { fromMark: true })).toMatchObject({ notFrom: null });
    const code = await desk.issueCode(erin);
    await desk.ok('erin', 'session.enrol', { username: 'erin', code, passphrase: 'nine patient owls count rain' });
    expect(await markOf(desk, 'erin')).toMatchObject({ sequence: null });
    expect(await checked(desk, 'erin', { fromMark: true })).toMatchObject({
      from: null,
      notFrom: expect.stringMatching(/not signed with the key/),
      result: { ok: true },
    });
  });

  it('a state that was altered is found, and every event is checked', async () => {
    const desk = await markedDesk();
    const [state = ''] = marksIn(desk.directory).filter((name) => name.endsWith('.sqlite'));
    const file = join(desk.directory, MARKS_FOLDER, state);
    const bytes = readFileSync(file);
    bytes[4_000] = (bytes[4_000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const found = {
      from: null,
      notFrom: expect.stringMatching(/saved with your mark/),
      result: { ok: true },
      canKeepMark: true,
    };
    expect(await checked(desk, 'ada', { fromMark: true })).toMatchObject(found);
    rmSync(file);
    expect(await checked(desk, 'ada', { fromMark: true })).toMatchObject(found);
    await desk.ok('ada', 'ledger.keepMark');
    expect(await checked(desk, 'ada', { fromMark: true })).toMatchObject({ notFrom: null, from: {} });
  });
});

describe('the files of a mark', () => {
  it('are still those of the mark before if writing the next one is interrupted', async () => {
    const [directory, elsewhere] = [folder(), folder()];
    const state = join(elsewhere, 'state');
    writeFileSync(state, 'one');
    await keepMark(directory, 'ada', { text: 'first', state, digest: '1'.repeat(64) });
    const before = marksIn(directory);
    // The new state cannot be read, so the text that names it is not written either.
    const next = { text: 'second', state: join(elsewhere, 'missing'), digest: '2'.repeat(64) };
    await expect(keepMark(directory, 'ada', next)).rejects.toThrow(/ENOENT/);
    expect(marksIn(directory)).toEqual(before);
    expect(readFileSync(join(directory, MARKS_FOLDER, 'ada.json'), 'utf8')).toBe('first');
    // What a process that was killed has left behind keeps no later one from writing.
    cpSync(state, join(directory, MARKS_FOLDER, `ada.${'3'.repeat(16)}.sqlite.part`));
    await keepMark(directory, 'ada', { text: 'third', state, digest: '3'.repeat(64) });
    expect(marksIn(directory)).toEqual([`ada.${'3'.repeat(16)}.sqlite`, 'ada.json']);
  });
});
