import { describe, expect, it } from 'vitest';
import type { Fact } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';
import { writeReason } from '../../../src-main/engine/reason/form.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import {
  ADMIN,
  group,
  keyOf,
  type LedgerBuilder,
  ledgerBuilder,
  person,
  policy,
  request,
} from '../../ledger/ledgerBuilder.ts';
import { answers } from '../shapes/answers.ts';
import { serveDemo } from './served.ts';

const [BOB, CAROL, DAN] = [person(2), person(3), person(4)];

const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();
const now = (told: LedgerBuilder): string => told.told.at(-1)?.event.at ?? '';

/**
 * A real desk under rules 1: bob has asked for a machine, and two of the group must approve, carol and dan. Their sentences are not
 * those of this release.
 */
function olderScenario(because = 'The first pattern of the policy fits.'): LedgerBuilder {
  const told = ledgerBuilder('reasons', 'real');
  for (const [id, username] of [
    [BOB, 'bob'],
    [CAROL, 'carol'],
    [DAN, 'dan'],
  ] as const) {
    const data = { id, username, name: username, email: `${username}@example.org`, role: 'member' } as const;
    told.tell({ type: 'person.created', data }, ADMIN);
    told.invite(id, keyOf(`code of ${username}`));
    told.enter(id, keyOf(`code of ${username}`), keyOf(`key of ${username}`));
  }
  told.tell({ type: 'group.created', data: { id: group(1), name: 'managers', memberIds: [CAROL, DAN] } }, ADMIN);
  const rules = {
    name: 'production',
    description: null,
    conditions: [{ resource: 'prod-*' }],
    duration: { minSeconds: 1, maxSeconds: 3_600 },
    pendingTtlSeconds: 86_400,
    steps: [{ name: null, approvers: [{ kind: 'group' as const, id: group(1) }], required: 2 }],
    distinctApprovers: true,
    precedence: 0,
    requireJustification: false,
    requireTicket: false,
    bypass: null,
  };
  told.tell({ type: 'policy.created', data: { id: policy(1), version: 1, rules } }, ADMIN);
  const at = later(now(told), 60);
  const data = {
    id: request(1),
    number: 1,
    requesterId: BOB,
    filedById: null,
    resource: 'prod-db',
    account: 'root',
    durationSeconds: 3_600,
    justification: null,
    ticket: null,
    policyId: policy(1),
    policyVersion: 1,
    because,
    expiresAt: later(at, 86_400),
  };
  told.tell({ type: 'request.submitted', data }, BOB, { at });
  return told;
}

const members = (added: readonly PersonId[], removed: readonly PersonId[]): Fact => ({
  type: 'group.updated',
  data: { id: group(1), name: 'managers', added: [...added], removed: [...removed] },
});
const stuck = (because: string): Fact => ({ type: 'request.stuck', data: { requestId: request(1), because } });
const freed: Fact = { type: 'request.unstuck', data: { requestId: request(1) } };
const adopted: Fact = { type: 'rules.adopted', data: { rules: 2 } };
const disabled: Fact = { type: 'person.disabled', data: { id: BOB } };
const cancelled = (comment: string | null): Fact => ({
  type: 'request.cancelled',
  data: { requestId: request(1), comment, cause: 'requesterDisabled' },
});
const lacks = (lacking: number): string => writeReason({ code: 'QUORUM', step: 1, missing: 2, lacking });

/** Has an admin do this in one transaction. */
function transaction(told: LedgerBuilder, ...facts: readonly Fact[]): void {
  const at = later(now(told), 60);
  for (const fact of facts) told.tell(fact, ADMIN, { at });
}

function adopt(told: LedgerBuilder): void {
  told.tell(adopted, null, { at: now(told) });
}

/** The problems found in a ledger, with its events after the first ones counted from N. */
async function foundIn(told: LedgerBuilder, honest: number): Promise<string[]> {
  const store = await openWith(folder(), told);
  const { problems } = await verifyWorkspace(store.reader, { authority: replayVerifier });
  store.close();
  return problems.map(({ what }) =>
    what.replace(/Event (\d+)/g, (_, digits: string) => {
      const beyond = Number(digits) - honest;
      return beyond === 0 ? 'Event N' : `Event N+${beyond}`;
    }),
  );
}

describe('a ledger of rules 1', () => {
  it('may word its reasons differently from this release', async () => {
    const told = olderScenario();
    transaction(told, members([], [DAN]), stuck('Only one person is left for two places.'));
    transaction(told, members([], [CAROL]), stuck('Nobody is left for two places.'));
    transaction(told, members([CAROL, DAN], []), freed);
    transaction(told, disabled, cancelled('bob has left the firm.'));
    expect(await foundIn(told, 0)).toEqual([]);
  });

  it('may omit that a request is stuck for a new reason', async () => {
    const told = olderScenario();
    transaction(told, members([], [DAN]), stuck('Only one person is left for two places.'));
    transaction(told, members([], [CAROL]));
    expect(await foundIn(told, 0)).toEqual([]);
  });

  it.each(['', ' ', '\u200b', '\u3164', ' It fits.', writeReason({ code: 'ONLY_MATCH', condition: 1 })])(
    'has a sentence where the desk says why a policy won, and not “%s”',
    async (because) => {
      const told = olderScenario(because);
      const [first] = await foundIn(told, told.told.length);
      expect(first).toMatch(/^Event N: By the rules its because is a sentence, not /);
    },
  );

  it.each(['', '\u200b', writeReason({ code: 'PERSON_DISABLED', person: BOB })])(
    'has a sentence where the desk cancels a request, and not “%s”',
    async (comment) => {
      const told = olderScenario();
      transaction(told, disabled, cancelled(comment));
      const [first] = await foundIn(told, told.told.length);
      expect(first).toMatch(/^Event N: By the rules its comment is a sentence, not /);
    },
  );

  it('that reports a request as stuck although it is not is found', async () => {
    const told = olderScenario();
    transaction(told, members([], []), stuck('Carol is on holiday.'));
    expect(await foundIn(told, told.told.length)).toContain(
      'Event N: Nothing changed that makes request #1 stuck or frees it.',
    );
  });

  it('that reports a request as stuck twice in the same words is found', async () => {
    const told = olderScenario();
    transaction(told, members([], [DAN]), stuck('Too few.'));
    transaction(told, members([], [CAROL]), stuck('Too few.'));
    expect(await foundIn(told, told.told.length)).toEqual([
      'Event N: Nothing changed that makes request #1 stuck or frees it.',
    ]);
  });

  it('that does not report that a request became stuck, or was freed, is found', async () => {
    const silent = olderScenario();
    transaction(silent, members([], [DAN]));
    expect(await foundIn(silent, silent.told.length)).toEqual([
      'Event N: Request #1 is stuck, and that was not recorded with it: Step 1 needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person.',
    ]);
    const freedUnsaid = olderScenario();
    transaction(freedUnsaid, members([], [DAN]), stuck('Too few.'));
    transaction(freedUnsaid, members([DAN], []));
    expect(await foundIn(freedUnsaid, freedUnsaid.told.length)).toEqual([
      'Event N: Request #1 can be completed again, and that was not recorded with it.',
    ]);
  });

  it('that frees a stuck request is found', async () => {
    const told = olderScenario();
    transaction(told, members([], [DAN]), stuck('Too few.'));
    transaction(told, members([], [CAROL]), freed);
    expect((await foundIn(told, told.told.length))[0]).toBe(
      'Event N: Nothing changed that makes request #1 stuck or frees it.',
    );
  });
});

describe('a request that became stuck under rules 1', () => {
  const stuckBefore = (): LedgerBuilder => {
    const told = olderScenario();
    transaction(told, members([], [DAN]), stuck('Only one person is left for two places.'));
    adopt(told);
    return told;
  };

  it('stays stuck for the same reason under rules 2', async () => {
    const told = stuckBefore();
    transaction(told, members([], [CAROL]));
    expect(await foundIn(told, 0)).toEqual([]);
    transaction(told, members([CAROL], []), stuck(lacks(1)));
    expect(await foundIn(told, told.told.length)).toEqual([
      'Event N: Nothing changed that makes request #1 stuck or frees it.',
    ]);
  });

  it('is freed, and stuck again for a reason with a code', async () => {
    const told = stuckBefore();
    transaction(told, members([DAN], []), freed);
    transaction(told, members([], [DAN]), stuck(lacks(1)));
    transaction(told, members([], [CAROL]), stuck(lacks(2)));
    expect(await foundIn(told, 0)).toEqual([]);
    transaction(told, members([CAROL], []), stuck(lacks(2)));
    expect((await foundIn(told, told.told.length))[0]).toBe(
      `Event N: By the rules its because is ${lacks(1)}, not ${lacks(2)}.`,
    );
  });

  it('is not stuck again in words', async () => {
    const told = stuckBefore();
    transaction(told, members([DAN], []), freed);
    transaction(told, members([], [DAN]), stuck('Only one person is left for two places.'));
    expect((await foundIn(told, told.told.length))[0]).toBe(
      `Event N: By the rules its because is ${lacks(1)}, not "Only one person is left for two places.".`,
    );
  });
});

const serve = async (told: LedgerBuilder) => {
  const served = await serveDemo(told, { withDeskKey: true });
  const call = async (area: string, verb: string, input: unknown = {}): Promise<unknown> => {
    const answer = await served.call(area, verb, input);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.result;
  };
  return { directory: served.directory, call };
};

it('a desk of an earlier release shows its recorded sentences, and records nothing if only the form of reasons has changed', async () => {
  const told = olderScenario();
  transaction(told, members([], [DAN]), stuck('Only one person is left for two places.'));
  const length = told.told.length;
  const { directory, call } = await serve(told);
  // The request might depend on this person, so the desk checks it again.
  await call('groups', 'update', { id: group(1), name: 'managers', memberIds: [] });
  const events = answers.ledger.list.parse(await call('ledger', 'list', { limit: 200 })).items;
  expect(
    events
      .filter(({ sequence }) => sequence > length)
      .map(({ type }) => type)
      .reverse(),
  ).toEqual(['rules.adopted', 'group.updated']);
  expect(events.filter(({ reason }) => reason !== undefined)).toEqual([]);
  expect(answers.requests.get.parse(await call('requests', 'get', { id: request(1) }))).toMatchObject({
    stuck: true,
    stuckBecause: 'Only one person is left for two places.',
    policy: { because: 'The first pattern of the policy fits.' },
  });

  await call('groups', 'update', { id: group(1), memberIds: [CAROL, DAN] });
  await call('groups', 'update', { id: group(1), memberIds: [CAROL] });
  expect(answers.requests.get.parse(await call('requests', 'get', { id: request(1) })).stuckBecause).toBe(
    'Step 1 needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person.',
  );
  const checked = await verifyFrom(directory);
  expect(checked).toMatchObject({ ok: true, result: { ok: true, problems: [] } });
});
