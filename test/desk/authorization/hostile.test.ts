import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeskEvent, Fact } from '#contract/events.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { readEvent } from '../../../src-main/ledger/read.ts';
import { WriteConnection } from '../../../src-main/store/connection.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { migrate } from '../../../src-main/store/migrate.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, person } from '../../ledger/ledgerBuilder.ts';
import { BOB, CAROL, DAN, EVE, richScenario } from '../../ledger/rich.ts';

const rich = richScenario().told.map(({ event }) => event);

/** The problems that a check finds in a ledger without any tables. */
async function problemsOf(told: LedgerBuilder): Promise<string[]> {
  const db = WriteConnection.memory();
  await migrate(db.database);
  const insert = db.database.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?)');
  for (const { stored } of told.told) insert.run(stored.sequence, stored.bytes, stored.hash, stored.signature);
  const { problems } = await verifyWorkspace(db, { authority: replayVerifier });
  db.close();
  return problems.map(({ what }) => what);
}

const ODD_TIMES = [
  '0000-01-01T00:00:00.000Z',
  '2026-02-30T00:00:00.000Z',
  '2027-01-05T09:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
];

// One value of an event, changed to one of the right form without meaning.
const ODD_VALUES: readonly (readonly [field: string, value: unknown])[] = [
  ['position', 20],
  ['next', 7],
  ['number', 4_000_000],
  ['seconds', 300_000_000_000],
  ['durationSeconds', 31_536_000],
  ['expiresAt', '9999-12-31T23:59:59.999Z'],
  ['requesterId', person(77)],
  ['personId', person(77)],
  ['id', person(1)],
  ['version', 9],
  ['policyVersion', 9],
];

const twist = fc.record({
  index: fc.nat({ max: rich.length - 1 }),
  actor: fc.constantFrom(null, ADMIN, BOB, CAROL, DAN, EVE, person(77)),
  keepActor: fc.boolean(),
  at: fc.option(fc.constantFrom(...ODD_TIMES), { freq: 8, nil: null }),
  odd: fc.option(fc.constantFrom(...ODD_VALUES), { freq: 3, nil: null }),
});
/** The fact of an event, without its place in a ledger. */
function factOf({
  v: _,
  desk: __,
  sequence: ___,
  at: ____,
  previousHash: _____,
  actor: ______,
  key: _______,
  ...fact
}: DeskEvent): Fact {
  return fact;
}

// Through bytes and back, so that only valid events are appended.
function twisted(event: DeskEvent, [field, value]: readonly [string, unknown] | readonly []): Fact | null {
  const data = field !== undefined && field in event.data ? { ...event.data, [field]: value } : event.data;
  const read = readEvent(Buffer.from(JSON.stringify({ ...event, data })));
  return read.ok ? factOf(read.event) : null;
}

it('whatever a ledger in the right form says, the check reports the problem and does not fail', async () => {
  const told = fc.asyncProperty(
    fc.constantFrom('real' as const, 'training' as const),
    fc.boolean(),
    fc.array(twist, { minLength: 1, maxLength: 40 }),
    async (kind, sensible, twists) => {
      const lie = ledgerBuilder('hostile', kind);
      const pair = keyOf('hostile admin');
      for (const event of sensible ? rich.slice(1, 60) : []) lie.tell(factOf(event), event.actor, { pair });
      for (const { index, actor, keepActor, at, odd } of twists) {
        const event = rich[index];
        const fact = event && twisted(event, odd ?? []);
        if (fact) lie.tell(fact, keepActor ? event.actor : actor, { pair, ...(at === null ? {} : { at }) });
      }
      const problems = await problemsOf(lie);
      for (const what of problems) expect(what).toMatch(/^(?:Event \d+: |fact_|search_|There are more ).*\.$/s);
    },
  );
  await fc.assert(told, { numRuns: 150 });
});
