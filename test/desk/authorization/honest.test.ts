import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { type Connection, ReadConnection } from '../../../src-main/store/connection.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { GENERATING_MS, smallWorkspace } from '../../store/support/workspace.ts';
import { cachedWorkspace } from '../../support/generator/cached.ts';
import { foundRealDesk } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';

const asked = async (db: Connection) => {
  const { problems } = await verifyWorkspace(db, { authority: replayVerifier });
  db.close();
  return problems;
};

describe('the engine allows everything that a whole organisation does in a month', () => {
  it('in a real desk, with codes, resets and recoveries', { timeout: GENERATING_MS }, async () => {
    expect(await asked(await smallWorkspace())).toEqual([]);
  });

  it('in a training desk', { timeout: GENERATING_MS }, async () => {
    const directory = await cachedWorkspace({ requests: 500, days: 10, people: 80 });
    expect(await asked(ReadConnection.open(join(directory, WORKSPACE_FILE)))).toEqual([]);
  });
});

describe('verification accepts what the desk itself writes', () => {
  it('if a person recovers a key, and requests that only they could decide become stuck', async () => {
    const desk = await foundRealDesk();
    const kit = desk.onPrintedPage('Recovery code');
    await desk.hire('bob');
    await desk.ok('ada', 'policies.create', {
      name: 'everything',
      conditions: [{ resource: '*' }],
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers: [{ kind: 'person', id: desk.session('ada').person }], required: 1 }],
    });
    const asking = { resource: 'db', account: 'root', durationSeconds: 60 };
    const { id } = answers.requests.submit.parse(await desk.ok('bob', 'requests.submit', asking));
    const passphrase = 'nine patient owls count rain';
    await desk.ok('ada', 'session.recover', { username: 'ada', code: kit, passphrase });
    expect(answers.requests.get.parse(await desk.ok('bob', 'requests.get', { id }))).toMatchObject({ stuck: true });
    expect(await desk.newest(2)).toEqual(['recovery.used', 'request.stuck']);
    expect(await desk.ok('ada', 'ledger.verify')).toMatchObject({ ok: true, problems: [] });
  });

  it('if an admin disables themselves, which ends their requests and access', async () => {
    const desk = await foundRealDesk();
    const eve = await desk.hire('eve', 'admin');
    await desk.hire('bob');
    await desk.ok('ada', 'policies.create', {
      name: 'everything',
      conditions: [{ resource: '*' }],
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers: [eve, desk.session('bob').person].map((id) => ({ kind: 'person', id })), required: 1 }],
    });
    const file = async (username: string, resource: string) => {
      const asking = { resource, account: 'root', durationSeconds: 60 };
      return answers.requests.submit.parse(await desk.ok(username, 'requests.submit', asking)).id;
    };
    await desk.ok('bob', 'requests.approve', { id: await file('eve', 'granted') });
    await file('eve', 'open');
    await file('bob', 'for eve alone');
    await desk.ok('eve', 'people.disable', { id: eve });
    expect(await desk.newest(4)).toEqual(['person.disabled', 'request.cancelled', 'grant.revoked', 'request.stuck']);
    expect(await desk.ok('ada', 'ledger.verify')).toMatchObject({ ok: true, problems: [] });
  });
});
