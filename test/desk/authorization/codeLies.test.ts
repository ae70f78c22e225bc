import { describe, expect, it } from 'vitest';
import type { Fact } from '#contract/events.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, person, proposal } from '../../ledger/ledgerBuilder.ts';

const [BOB, EVE] = [person(2), person(5)];
const HOUR = 3_600;
const DAY = 86_400;
const newest = (told: LedgerBuilder): string => told.told.at(-1)?.event.at ?? '';
const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();

/** A real desk under rules 2 with a second admin, eve, and bob, who has no code yet. */
function newer(): LedgerBuilder {
  const told = ledgerBuilder('real', 'real');
  told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at: newest(told) });
  for (const [id, username, role] of [
    [BOB, 'bob', 'member'],
    [EVE, 'eve', 'admin'],
  ] as const)
    told.tell(
      { type: 'person.created', data: { id, username, name: username, email: `${username}@example.org`, role } },
      ADMIN,
    );
  told.invite(EVE, keyOf('code of eve'));
  told.enter(EVE, keyOf('code of eve'), keyOf('key of eve'));
  return told;
}

const invited = (at: string, seconds: number): Fact => ({
  type: 'enrolment.issued',
  data: { personId: BOB, key: keyOf('code of bob').signer.key, expiresAt: later(at, seconds), reset: false },
});

async function found(told: LedgerBuilder): Promise<string[]> {
  const store = await openWith(folder(), told);
  const { problems } = await verifyWorkspace(store.reader, { authority: replayVerifier });
  store.close();
  return problems.map(({ what }) => what.replace(/^Event \d+: /, ''));
}

describe('a one-time code', () => {
  it.each([HOUR, DAY, 7 * DAY])('could be valid for %i seconds', async (seconds) => {
    const told = newer();
    const at = later(newest(told), 60);
    told.tell(invited(at, seconds), ADMIN, { at });
    expect(await found(told)).toEqual([]);
  });

  it.each([HOUR - 1, 7 * DAY + 1, HOUR + 0.5, -DAY])(
    'that is valid for %d seconds is found and named',
    async (seconds) => {
      const told = newer();
      const at = later(newest(told), 60);
      told.tell(invited(at, seconds), ADMIN, { at });
      expect((await found(told))[0]).toMatch(/^By the rules its expiresAt is ".*", not ".*"\.$/);
    },
  );

  it.each([
    ['24 hours', {}, DAY, null],
    ['a week', { validSeconds: 7 * DAY }, 7 * DAY, null],
    ['24 hours, issued for a week', {}, 7 * DAY, /expiresAt/],
    ['a week, issued for 24 hours', { validSeconds: 7 * DAY }, DAY, /expiresAt/],
  ] as const)('that was approved for %s is checked against what was approved', async (_, asked, seconds, wanted) => {
    const told = newer();
    told.tell({ type: 'desk.updated', data: { fourEyes: true } }, ADMIN);
    const changes = [{ type: 'enrolment.issued' as const, data: { personId: BOB, reset: false, ...asked } }];
    told.tell({ type: 'proposal.made', data: { id: proposal(1), number: 1, changes, comment: null } }, ADMIN);
    const { event } = told.tell({ type: 'proposal.approved', data: { id: proposal(1), comment: null } }, EVE);
    told.tell(invited(event.at, seconds), EVE, { at: event.at });
    const problems = await found(told);
    if (wanted === null) expect(problems).toEqual([]);
    else expect(problems[0]).toMatch(wanted);
  });
});
