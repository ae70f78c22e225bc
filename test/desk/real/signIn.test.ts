import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionShape } from '../shapes/session.ts';
import { foundRealDesk, openAgain, passphraseOf } from './support.ts';

const WRONG = 'not the passphrase at all';

describe('signing in', () => {
  it('opens with the passphrase and nothing else', async () => {
    const desk = await foundRealDesk();
    await desk.hire('bob');
    expect(await desk.refused('stranger', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await desk.refused('bob2', 'session.signIn', { username: 'bob', passphrase: WRONG })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    const session = sessionShape.parse(
      await desk.ok('bob2', 'session.signIn', { username: ' BOB ', passphrase: passphraseOf('bob') }),
    );
    expect(session.person).toMatchObject({ username: 'bob' });
    expect(session.keyOpenUntil).not.toBeNull();
  });

  it('answers an unknown username like a wrong passphrase', async () => {
    const desk = await foundRealDesk();
    const nobody = await desk.refused('x', 'session.signIn', { username: 'nobody', passphrase: WRONG });
    const wrong = await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG });
    expect(wrong).toEqual(nobody);
  });

  it('records the person who failed, but not an unknown username', async () => {
    const desk = await foundRealDesk();
    await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG });
    await desk.refused('x', 'session.signIn', { username: 'hunter2 is my passphrase', passphrase: WRONG });
    expect(await desk.newest(2)).toEqual(['recovery.issued', 'signin.failed']);
  });

  it('is slowed after five wrong passphrases, also in another process and after a restart', async () => {
    const desk = await foundRealDesk();
    for (let tries = 1; tries <= 4; tries += 1)
      expect(await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG })).not.toHaveProperty(
        'retryAt',
      );
    const fifth = await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG });
    expect(fifth).toMatchObject({ code: 'SIGN_IN_FAILED', retryAt: '2026-01-05T09:00:10.000Z' });
    // Even the right one is not tried yet.
    expect(await desk.signIn('ada')).toMatchObject({ ok: false, error: { code: 'SIGN_IN_SLOWED' } });
    const again = await openAgain(desk);
    expect(await again.signIn('ada')).toMatchObject({ ok: false, error: { code: 'SIGN_IN_SLOWED' } });
    desk.wall.move(10);
    expect(await again.signIn('ada')).toMatchObject({ ok: true });
    await again.close();
    // After a sign-in the count starts again.
    expect(await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG })).not.toHaveProperty(
      'retryAt',
    );
  });

  it('waits twice as long after each further failure, up to a quarter of an hour', async () => {
    const desk = await foundRealDesk();
    const waits: number[] = [];
    for (let tries = 1; tries <= 13; tries += 1) {
      const refused = await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG });
      const retryAt = 'retryAt' in refused ? (refused.retryAt ?? desk.wall.at) : desk.wall.at;
      const wait = (Date.parse(retryAt) - Date.parse(desk.wall.at)) / 1000;
      waits.push(wait);
      desk.wall.move(wait);
    }
    expect(waits).toEqual([0, 0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  });

  it('slows down an unknown username like those of people', async () => {
    const desk = await foundRealDesk();
    for (const username of ['nobody', 'ada']) {
      const codes: string[] = [];
      for (let tries = 1; tries <= 6; tries += 1)
        codes.push((await desk.refused('x', 'session.signIn', { username, passphrase: WRONG })).code);
      expect(codes).toEqual([...Array.from({ length: 5 }, () => 'SIGN_IN_FAILED'), 'SIGN_IN_SLOWED']);
    }
    expect(await desk.refused('x', 'session.signIn', { username: 'other', passphrase: WRONG })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
  });

  it('allows no two tries at once', async () => {
    const desk = await foundRealDesk();
    const tries = Array.from({ length: 12 }, () =>
      desk.refused('x', 'session.signIn', { username: 'ada', passphrase: WRONG }),
    );
    const codes = (await Promise.all(tries)).map(({ code }) => code).sort();
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
    expect(codes.filter((code) => code === 'SIGN_IN_SLOWED')).toHaveLength(7);
  });
});

describe('a locked or ended session', () => {
  it('is not signed in on the next call, in every window of this workstation', async () => {
    const desk = await foundRealDesk();
    await desk.hire('bob');
    await desk.answer('bob, second window', 'session.signIn', { username: 'bob', passphrase: passphraseOf('bob') });
    await desk.ok('bob', 'session.lock');
    for (const window of ['bob', 'bob, second window', 'ada'])
      expect(await desk.refused(window, 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
    const session = sessionShape.parse(await desk.ok('bob', 'session.get'));
    expect(session).toMatchObject({ person: null, locked: { username: 'bob' }, keyOpenUntil: null });
  });

  it('ends when another person disables the person', async () => {
    const desk = await foundRealDesk();
    const id = await desk.hire('bob');
    await desk.ok('bob', 'requests.list');
    await desk.ok('ada', 'people.disable', { id });
    expect(await desk.refused('bob', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await desk.signIn('bob')).toMatchObject({ ok: false, error: { code: 'SIGN_IN_FAILED' } });
  });

  it('ends when the key is reset', async () => {
    const desk = await foundRealDesk();
    const id = await desk.hire('bob');
    await desk.issueCode(id);
    expect(await desk.refused('bob', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await desk.signIn('bob')).toMatchObject({ ok: false, error: { code: 'SIGN_IN_FAILED' } });
  });

  it('ends by signing out, without a name to come back to', async () => {
    const desk = await foundRealDesk();
    const session = sessionShape.parse(await desk.ok('ada', 'session.signOut'));
    expect(session).toMatchObject({ person: null, locked: null });
    expect(await desk.refused('ada', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('is not given to a person who only knows an id', async () => {
    const desk = await foundRealDesk();
    const session = desk.session('forger');
    session.become(desk.session('ada').person ?? (await desk.desk.findPerson('ada')) ?? never());
    expect(await desk.refused('forger', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('the key', () => {
  it('is closed after the minutes of the setting, and opened again by the passphrase', async () => {
    const desk = await foundRealDesk();
    await desk.ok('ada', 'settings.update', { confirmAfterMinutes: 5 });
    const person = { username: 'bob', name: 'Bob', email: 'bob@example.test', role: 'member' };
    desk.wall.move(299);
    await desk.ok('ada', 'people.create', person);
    desk.wall.move(1);
    const before = await desk.newest(1);
    expect(desk.session('ada').signer(Date.parse(desk.wall.at))).toBeNull();
    expect(await desk.refused('ada', 'people.create', { ...person, username: 'carl' })).toMatchObject({
      code: 'PASSPHRASE_NEEDED',
    });
    expect(await desk.newest(1)).toEqual(before);
    // Reading needs no key.
    await desk.ok('ada', 'people.list');
    expect(await desk.refused('ada', 'session.confirm', { passphrase: WRONG })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    await desk.ok('ada', 'session.confirm', { passphrase: passphraseOf('ada') });
    await desk.ok('ada', 'people.create', { ...person, username: 'carl' });
  });

  it('is asked for last, so that nobody types a passphrase for a call that would be refused anyway', async () => {
    const desk = await foundRealDesk();
    desk.wall.move(3_600);
    const ada = { username: 'ADA', name: 'Other', email: 'o@example.test', role: 'member' };
    expect(await desk.refused('ada', 'people.create', ada)).toMatchObject({ code: 'NAME_TAKEN' });
  });

  it('is sealed in a file that only this user can read, beside a database that only this user can read', async () => {
    const desk = await foundRealDesk();
    await desk.hire('bob');
    const keys = join(desk.directory, 'keys');
    const files = await readdir(keys);
    expect(files).toHaveLength(3);
    const mode = (path: string) => statSync(path).mode & 0o777;
    for (const file of files) expect(mode(join(keys, file))).toBe(0o600);
    expect(mode(keys)).toBe(0o700);
    for (const file of ['workspace.sqlite', 'workspace.sqlite-wal', 'workspace.sqlite-shm'])
      expect(mode(join(desk.directory, file))).toBe(0o600);
  });
});

describe('changing one’s passphrase', () => {
  const NEW = 'forty grey lanterns drift upstream';

  it('keeps the key, accepts the new one and no longer the old one, and is recorded', async () => {
    const desk = await foundRealDesk();
    const key = desk.session('ada').keyId;
    await desk.ok('ada', 'session.changePassphrase', { passphrase: passphraseOf('ada'), newPassphrase: NEW });
    expect(desk.session('ada').keyId).toBe(key);
    expect(await desk.newest(1)).toEqual(['passphrase.changed']);
    await desk.ok('ada', 'session.signOut');
    expect(await desk.signIn('ada')).toMatchObject({ ok: false });
    expect(await desk.signIn('ada', NEW)).toMatchObject({ ok: true });
  });

  it('is refused with a wrong old one, and with a weak new one', async () => {
    const desk = await foundRealDesk();
    expect(
      await desk.refused('ada', 'session.changePassphrase', { passphrase: WRONG, newPassphrase: NEW }),
    ).toMatchObject({ code: 'SIGN_IN_FAILED' });
    for (const weak of ['password1234', 'ada@example.test', 'aaaaaaaaaaaaaaaaaaaa', 'x7#Kq'])
      expect(
        await desk.refused('ada', 'session.changePassphrase', { passphrase: passphraseOf('ada'), newPassphrase: weak }),
      ).toMatchObject({ code: 'INVALID_INPUT', fields: { newPassphrase: expect.stringContaining('too easy') } });
    await desk.ok('ada', 'session.signOut');
    expect(await desk.signIn('ada')).toMatchObject({ ok: true });
  });
});

function never(): never {
  throw new Error('The founder is there.');
}
