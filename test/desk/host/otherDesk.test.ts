import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenedDesk, RememberedDesk } from '#contract/workspace.ts';
import { openWorkspaceHost, Session } from '../../../src-main/desk/host/workspaceHost.ts';
import { machineEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { passphraseOf } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';
import { newFolder, START } from '../support.ts';

/** The front of a folder without a desk, and the list of recent desks that it keeps. */
function front() {
  const parent = newFolder();
  let recent: readonly RememberedDesk[] = [];
  const remembered: (OpenedDesk | null)[] = [];
  const host = openWorkspaceHost({
    directory: join(parent, 'home'),
    home: join(parent, 'home'),
    training: false,
    environment: machineEnvironment,
    log: (_, error) => expect.fail(`Logged: ${String(error)}`),
    demoScenario: () => Promise.resolve(''),
    chooseFolder: () => Promise.resolve(null),
    remember: (desk) => {
      remembered.push(desk);
      if (desk) recent = [{ ...desk, openedAt: START }, ...recent.filter((one) => one.directory !== desk.directory)];
    },
    recentDesks: () => Promise.resolve(recent),
    forgetDesk: (directory) => {
      recent = recent.filter((one) => one.directory !== directory);
      return Promise.resolve(recent);
    },
  });
  onTestFinished(async () => {
    await host.close();
    rmSync(parent, { recursive: true, force: true });
  });
  const [real, training] = [join(parent, 'real'), join(parent, 'training')];
  const session = new Session();
  const call = (verb: string, input: object = {}, area = 'workspace', by = session) => host.call(by, area, verb, input);
  const found = () =>
    call('found', {
      directory: real,
      name: 'Night desk',
      admin: { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' },
      passphrase: passphraseOf('ada'),
    });
  const recentNow = async () => {
    const given = await call('recent');
    return answers.workspace.recent.parse(given.ok ? given.result : null).items;
  };
  return { real, training, session, call, found, recentNow, remembered };
}

describe('another desk', () => {
  it('is opened in place of a real one, and everyone is signed out of it, at each window', async () => {
    const { real, training, session, call, found } = front();
    await found();
    const other = new Session();
    await call('signIn', { username: 'ada', passphrase: passphraseOf('ada') }, 'session', other);
    expect([session.person, other.person]).toEqual([expect.any(String), expect.any(String)]);
    expect(await call('train', { directory: training, leaving: true })).toMatchObject({
      ok: true,
      result: { state: 'open', directory: training },
    });
    for (const left of [session, other])
      expect([left.person, left.locked, left.keyId, left.signer(Date.now())]).toEqual([null, null, null, null]);
    expect(await call('get', {}, 'session')).toMatchObject({ result: { workspace: { kind: 'training' } } });
    expect(await call('open', { directory: real, leaving: true })).toMatchObject({ result: { directory: real } });
    expect(await call('get', {}, 'session')).toMatchObject({ result: { person: null, workspace: { kind: 'real' } } });
  });

  it('that cannot be opened leaves the open one open, and everyone signed in', async () => {
    const { training, session, call, found } = front();
    await found();
    const person = session.person;
    expect(await call('open', { directory: training, leaving: true })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(session.person).toBe(person);
    expect(await call('list', {}, 'people')).toMatchObject({ ok: true });
  });

  it('is not opened over an open one that nobody said to leave', async () => {
    const { training, call, found } = front();
    await found();
    expect(await call('train', { directory: training })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  it('that is the open one stays open, and nobody is signed out, however its folder is spelled', async () => {
    const { real, session, call, found } = front();
    await found();
    const link = `${real}-link`;
    symlinkSync(real, link);
    for (const directory of [real, `${real}/`, join(real, '..', 'real'), link]) {
      expect(await call('open', { directory, leaving: true })).toMatchObject({ result: { state: 'open' } });
      expect(session.person, directory).not.toBeNull();
    }
  });
});

describe('the list of recent desks', () => {
  it('names each desk with its kind, what its folder holds now, and which one is open', async () => {
    const { real, training, call, found, recentNow, remembered } = front();
    await found();
    await call('train', { directory: training, leaving: true });
    const desks = [
      { directory: training, name: 'Training', kind: 'training', openedAt: START, holds: 'training', isOpen: true },
      { directory: real, name: 'Night desk', kind: 'real', openedAt: START, holds: 'real', isOpen: false },
    ];
    expect(await recentNow()).toEqual(desks);
    expect(remembered.map((desk) => desk?.directory)).toEqual([real, training]);
    rmSync(real, { recursive: true });
    expect(await recentNow()).toEqual([desks[0], { ...desks[1], holds: 'nothing' }]);
    expect(await call('forget', { directory: real })).toMatchObject({ ok: true, result: { items: [desks[0]] } });
    expect(await recentNow()).toEqual([desks[0]]);
  });
});
