import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskEvent } from '#contract/events.ts';
import { withAuthority } from '../../src-main/desk/authorization/replayVerifier.ts';
import { winningReason } from '../../src-main/engine/policy/contenders.ts';
import { scanMatcher } from '../../src-main/engine/policy/match.ts';
import { stuckChange } from '../../src-main/engine/request/decide.ts';
import { barredByReset } from '../../src-main/engine/request/eligibility.ts';
import { progressOf } from '../../src-main/engine/request/progress.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { readEvent, readReason } from '../../src-main/ledger/read.ts';
import { build, type Connection, ReadConnection } from '../../src-main/store/connection.ts';
import { verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { loadHead } from '../../src-main/store/queries/desk.ts';
import { listActivePolicies } from '../../src-main/store/queries/policies.ts';
import { loadRequests } from '../../src-main/store/queries/requestState.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { liveDirectory } from '../support/generator/directory.ts';
import { generateWorkspace } from '../support/generator/generate.ts';
import { schedule } from '../support/generator/schedule.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;
let events: DeskEvent[];
const directory = liveDirectory();

beforeAll(async () => {
  db = await smallWorkspace();
  events = [];
  for (const { bytes } of db.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence'))) {
    const read = readEvent(bytes);
    if (!read.ok) throw new Error(read.what);
    events.push(read.event);
    directory.follow(read.event);
  }
}, GENERATING_MS);
afterAll(() => db.close());

describe('a generated workspace', () => {
  it('has an intact ledger: chained, canonical, signed by the actors', () => {
    const chain = checker();
    for (const stored of db.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence')))
      expect(chain.next(stored).problems).toEqual([]);
    expect(chain.head.sequence).toBe(events.length);
  });

  it('has only events that the rules allow, with few people as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-few-'));
    await generateWorkspace(folder, { requests: 300, days: 6, people: 60, seed: 3 });
    const made = ReadConnection.open(join(folder, WORKSPACE_FILE));
    expect(await verifyWorkspace(made, withAuthority)).toMatchObject({ ok: true, problems: [] });
    made.close();
    rmSync(folder, { recursive: true });
  });

  it('ends requests before grants at the same time, and both before anybody acts, as a desk does', () => {
    const planned = schedule<string>();
    planned.add(7, 'act');
    planned.add(7, 'end a grant', 'grant');
    planned.add(7, 'end a request', 'request');
    planned.add(6, 'act earlier');
    const order = [0, 1, 2, 3, 4].map(() => planned.next()?.item);
    expect(order).toEqual(['act earlier', 'end a request', 'end a grant', 'act', undefined]);
  });

  it('is the same for the same seed, and another one for another', async () => {
    const newest = async (seed: number) => {
      const folder = mkdtempSync(join(tmpdir(), 'countersign-seed-'));
      await generateWorkspace(folder, { requests: 60, days: 2, people: 60, seed });
      const made = ReadConnection.open(join(folder, WORKSPACE_FILE));
      const head = loadHead(made);
      made.close();
      rmSync(folder, { recursive: true });
      return head;
    };
    const [one, again, other] = [await newest(5), await newest(5), await newest(6)];
    expect(one).toEqual(again);
    expect(one.hash).not.toBe(other.hash);
  });

  it('contains no decision after the expiry of its request, and every expiry at its time', () => {
    const expiresAt = new Map<string, string>();
    const expired: unknown[] = [];
    let decided = 0;
    for (const event of events) {
      if (event.type === 'request.submitted' || event.type === 'grant.started')
        expiresAt.set(event.data.id, event.data.expiresAt);
      if (event.type === 'request.expired' || event.type === 'grant.expired') {
        const due = expiresAt.get(event.type === 'request.expired' ? event.data.requestId : event.data.id);
        expired.push(event.type);
        expect([event.at, event.data.expiredAt]).toEqual([due, due]);
      } else if ('requestId' in event.data) {
        decided += 1;
        expect(event.at < (expiresAt.get(event.data.requestId) ?? '')).toBe(true);
      }
    }
    expect(new Set(expired)).toEqual(new Set(['request.expired', 'grant.expired']));
    expect(decided).toBeGreaterThan(100);
  });

  it('has requests under the policy that the engine would choose', () => {
    // The last ones, under the policies in force now.
    const last = events.findLastIndex(({ type }) => type.startsWith('policy.'));
    const matcher = scanMatcher(
      listActivePolicies(db).map(({ rules, ...policy }) => ({
        ...policy,
        precedence: rules.precedence,
        conditions: rules.conditions,
      })),
    );
    const filed = events.slice(last).filter((event) => event.type === 'request.submitted');
    expect(filed.length).toBeGreaterThan(5);
    for (const { data } of filed) {
      const contenders = matcher.contenders(data.resource, data.account);
      expect(contenders[0]?.policy).toMatchObject({ id: data.policyId, version: data.policyVersion });
      expect(readReason(data.because)).toEqual(winningReason(contenders));
    }
  });

  it('agrees with the engine about which open requests are stuck, and why', () => {
    const open = db.all(build.selectFrom('fact_request').select('number').where('status', '=', 'open'));
    const requests = loadRequests(
      db,
      open.map(({ number }) => number),
    );
    expect(requests.length).toBeGreaterThan(50);
    for (const request of requests) expect(stuckChange(progressOf(request, directory))).toBeNull();
  });

  it('has at least one of everything', () => {
    const types = new Set(events.map(({ type }) => type));
    for (const type of [
      'approval.withdrawn',
      'bypass.reviewed',
      'enrolment.issued',
      'grant.expired',
      'grant.released',
      'grant.revoked',
      'grant.started',
      'group.updated',
      'key.enrolled',
      'person.disabled',
      'person.enabled',
      'person.updated',
      'policy.updated',
      'recovery.issued',
      'recovery.used',
      'request.approved',
      'request.bypassed',
      'request.cancelled',
      'request.expired',
      'request.rejected',
      'request.stuck',
      'request.unstuck',
      'step.completed',
    ])
      expect(types).toContain(type);
    const stuck = db.all(build.selectFrom('fact_request').select('number').where('stuck_because', 'is not', null));
    expect(stuck.length).toBeGreaterThan(0);
  });

  it('has open requests that a person could decide if their key had not been reset', () => {
    const open = db.all(build.selectFrom('fact_request').select('number').where('status', '=', 'open'));
    const requests = loadRequests(
      db,
      open.map(({ number }) => number),
    );
    const barred = requests.filter((request) => {
      const { openStep } = progressOf(request, directory);
      return barredByReset(openStep.approvers, request, directory).length > 0;
    });
    expect(barred.length).toBeGreaterThan(20);
    expect(barred.length).toBeLessThan(requests.length);
  });

  it('of a training desk keeps a key for everyone, made by an admin, and that of a real desk keeps none', async () => {
    const keys = async (kind: 'real' | 'training') => {
      const folder = mkdtempSync(join(tmpdir(), 'countersign-kind-'));
      await generateWorkspace(folder, { requests: 30, days: 2, people: 60, kind });
      const made = ReadConnection.open(join(folder, WORKSPACE_FILE));
      const chain = checker();
      for (const stored of made.iterate(build.selectFrom('ledger').selectAll().orderBy('sequence')))
        expect(chain.next(stored).problems).toEqual([]);
      const kept = made.all(build.selectFrom('local_key').select('id')).length;
      const codes = made.all(build.selectFrom('fact_enrolment').select('key_id')).length;
      made.close();
      rmSync(folder, { recursive: true });
      return { kept, codes: codes > 0 };
    };
    expect(await keys('training')).toEqual({ kept: 61, codes: false });
    expect(await keys('real')).toEqual({ kept: 0, codes: true });
  });
});
