import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';

const ledgers = join(import.meta.dirname, '..', '..', 'fixtures', 'ledgers');

/** A copy of a ledger, removed after the running test. */
function unpacked(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-frozen-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'workspace.sqlite');
  writeFileSync(file, gunzipSync(readFileSync(join(ledgers, `${name}.sqlite.gz`))));
  return file;
}

function typesIn(name: string): string[] {
  const database = new Database(unpacked(name), { readonly: true });
  try {
    return database.prepare('SELECT DISTINCT type FROM fact_event').pluck().all().map(String);
  } finally {
    database.close();
  }
}

// Events hold sentences of the engine (`because`, why a request is stuck), and verification asks the engine for them again. A release with
// other words or rules must still accept the records of an earlier one: these files are never made anew.
it.each([
  ['training-1', { length: 211, head: 'ba735b0f0c2f44f2c53ebc85e19854120a2a47f4c884520151f81c03b057d92e' }],
  ['real-1', { length: 50, head: '3c2e1d28b5ee2e08dc4b3034607efc2d68d41d5d610d513dfc492454674414cd' }],
  ['training-31b0007', { length: 329, head: '53a8a62713626403de6ce73958f872938f8ee5ed06954b78a23ed4ec488f9c49' }],
  ['real-31b0007', { length: 197, head: '39045aa82eb43d2909bbb30b2f3b63ac305db37d95ddfe2bbb6c75f6db2190e2' }],
  // Its newest event corrected the clock, and expiries were not recorded yet.
  ['real-31b0007-due', { length: 25, head: 'c04665c9454e0f7e4e4c9dd3eb972e17703ff08d881f3b4c8b1c48448afe787c' }],
])('the ledger %s of an earlier release is intact to this one', async (name, { length, head }) => {
  expect(await verifyFrom(unpacked(name))).toMatchObject({
    ok: true,
    result: { ok: true, length, head, problems: [] },
  });
});

it('the ledgers of 31b0007 hold every type of event of that release', () => {
  const held = new Set(['training-31b0007', 'real-31b0007'].flatMap(typesIn));
  expect([...held].sort()).toEqual([...TYPES_OF_31B0007].sort());
});

// Frozen: event types of later releases are not in these ledgers.
const TYPES_OF_31B0007 = [
  'desk.founded',
  'clock.advanced',
  'clock.corrected',
  'desk.updated',
  'proposal.made',
  'proposal.approved',
  'proposal.rejected',
  'proposal.withdrawn',
  'person.created',
  'enrolment.issued',
  'key.enrolled',
  'passphrase.changed',
  'signin.failed',
  'recovery.issued',
  'recovery.used',
  'person.updated',
  'person.disabled',
  'person.enabled',
  'group.created',
  'group.updated',
  'group.removed',
  'accounts.imported',
  'policy.created',
  'policy.updated',
  'policy.archived',
  'policy.restored',
  'request.submitted',
  'request.approved',
  'request.rejected',
  'approval.withdrawn',
  'step.completed',
  'request.bypassed',
  'request.cancelled',
  'request.expired',
  'request.stuck',
  'request.unstuck',
  'grant.started',
  'grant.expired',
  'grant.revoked',
  'grant.released',
  'bypass.reviewed',
];
