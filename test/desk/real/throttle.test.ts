import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { WriteConnection } from '../../../src-main/store/connection.ts';
import { loadStranger, MOST_STRANGERS, saveStranger } from '../../../src-main/store/queries/workstation.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { newFolder } from '../support.ts';
import { foundRealDesk, openAgain, passphraseOf, type RealDesk } from './support.ts';

const WRONG = 'not the passphrase at all';
const tryAs = (desk: RealDesk, username: string) =>
  desk.refused('x', 'session.signIn', { username, passphrase: WRONG });

/** The codes and waits of several tries in a row, each on a newly opened desk. */
async function acrossRestarts(desk: RealDesk, username: string, tries: number) {
  const answers: unknown[] = [];
  for (let count = 1; count <= tries; count += 1) {
    const again = await openAgain(desk);
    answers.push(await tryAs(again, username));
    await again.close();
  }
  return answers;
}

describe('a person who tries to sign in', () => {
  it('is slowed alike over restarts, with a known or an unknown username', async () => {
    const desk = await foundRealDesk();
    const known = await acrossRestarts(desk, 'ada', 6);
    expect(known.map((refused) => Object(refused).code)).toEqual([
      ...Array.from({ length: 5 }, () => 'SIGN_IN_FAILED'),
      'SIGN_IN_SLOWED',
    ]);
    expect(await acrossRestarts(desk, 'nobody', 6)).toEqual(known);
    expect(await tryAs(desk, ' NoBody ')).toEqual(await tryAs(desk, 'ada'));
    desk.wall.move(10);
    expect(await acrossRestarts(desk, 'nobody', 2)).toEqual(await acrossRestarts(desk, 'ada', 2));
  });

  it.each(['ada', 'nobody'])('gets five tries at one instant from two processes together, as %s', async (username) => {
    const desk = await foundRealDesk();
    const other = await openAgain(desk);
    const tries = Array.from({ length: 14 }, (_, index) => tryAs(index % 2 === 0 ? desk : other, username));
    const codes = (await Promise.all(tries)).map(({ code }) => code).sort();
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => 'SIGN_IN_FAILED'),
      ...Array.from({ length: 9 }, () => 'SIGN_IN_SLOWED'),
    ]);
    desk.wall.move(10);
    const next = await Promise.all([desk, other].map((one) => tryAs(one, username)));
    expect(next.map(({ code }) => code).sort()).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_SLOWED']);
    await other.close();
  });

  it.each(['ada', 'nobody'])('is shown the same in all windows, as %s', async (username) => {
    const desk = await foundRealDesk();
    const told: string[] = [];
    desk.desk.onChanged((topics) => told.push(...topics));
    await tryAs(desk, username);
    expect(told).toEqual(['session', 'ledger']);
  });

  it('keeps the concurrent tries of others counted when one of them succeeds', async () => {
    const desk = await foundRealDesk();
    const passphrases = [passphraseOf('ada'), WRONG, WRONG, WRONG, WRONG];
    await Promise.all(
      passphrases.map((passphrase) => desk.answer('x', 'session.signIn', { username: 'ada', passphrase })),
    );
    // Four still count, so the next is the fifth.
    expect(await tryAs(desk, 'ada')).toMatchObject({ code: 'SIGN_IN_FAILED', retryAt: expect.any(String) });
  });
});

describe('the record of unknown usernames', () => {
  const typed = 'correct horse battery staple';

  it('is a number that hides the typed name, with a secret stored beside the keys', async () => {
    const desk = await foundRealDesk();
    await tryAs(desk, typed);
    await desk.close();
    const database = new Database(join(desk.directory, 'workspace.sqlite'), { readonly: true });
    const rows = database.prepare('SELECT * FROM local_stranger').all();
    database.close();
    expect(rows).toEqual([
      { number: expect.any(Number), veiled: expect.any(Number), failures: 1, retry_at: expect.any(String) },
    ]);
    const secret = join(desk.directory, 'keys', 'sign-in.json');
    if (process.platform !== 'win32') expect(statSync(secret).mode & 0o777).toBe(0o600);
    const kept = readFileSync(join(desk.directory, 'workspace.sqlite'));
    const { secret: text } = JSON.parse(readFileSync(secret, 'utf8'));
    for (const bytes of [typed, text, Buffer.from(text, 'base64')]) expect(kept.includes(bytes)).toBe(false);
  });

  it('has a maximum of rows, and the oldest go first', async () => {
    const store = await openStore(newFolder());
    const { writer } = store;
    const failed = { failures: 4, retryAt: '2026-01-05T09:00:00.000Z' };
    writer.database.exec('BEGIN IMMEDIATE');
    for (let masked = 0; masked < MOST_STRANGERS; masked += 1) saveStranger(writer.tx, masked, failed);
    saveStranger(writer.tx, 0, { ...failed, failures: 5 });
    saveStranger(writer.tx, MOST_STRANGERS, failed);
    saveStranger(writer.tx, MOST_STRANGERS + 1, failed);
    writer.database.exec('COMMIT');
    expect(loadStranger(writer, 0)).toEqual({ ...failed, failures: 5 });
    for (const gone of [1, 2]) expect(loadStranger(writer, gone)).toBeUndefined();
    for (const kept of [3, MOST_STRANGERS, MOST_STRANGERS + 1]) expect(loadStranger(writer, kept)).toEqual(failed);
    store.close();
  });

  it('cannot contain a row that disables the slowing', async () => {
    const directory = newFolder();
    const store = await openStore(directory);
    store.close();
    const { database } = WriteConnection.open(store.file);
    const row = (masked: number, failures: number) =>
      database.prepare('INSERT INTO local_stranger VALUES (1, ?, ?, ?)').run(masked, failures, '2026-01-05');
    for (const [masked, failures] of [
      [1, 0],
      [1, -5],
      [-1, 1],
      [2 ** 20, 1],
    ] as const)
      expect(() => row(masked, failures)).toThrow(/CHECK/);
    database.close();
  });
});
