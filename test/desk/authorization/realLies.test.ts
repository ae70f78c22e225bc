import { describe, expect, it } from 'vitest';
import type { EventData, Fact } from '#contract/events.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import {
  ADMIN,
  group,
  keyOf,
  kitOf,
  type LedgerBuilder,
  ledgerBuilder,
  person,
  policy,
  request,
} from '../../ledger/ledgerBuilder.ts';

const [BOB, CAROL, DAN, EVE, FRED] = [person(2), person(3), person(4), person(5), person(6)];
const codeOf = (username: string) => keyOf(`code of ${username}`);

const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();
const now = (told: LedgerBuilder): string => told.told.at(-1)?.event.at ?? '';
const soon = (told: LedgerBuilder, seconds = 60): string => later(now(told), seconds);
const HOUR = 3_600;
const DAY = 86_400;

const invited = (told: LedgerBuilder, other: Partial<EventData<'enrolment.issued'>>): Fact => ({
  type: 'enrolment.issued',
  data: {
    personId: CAROL,
    key: keyOf('another code').signer.key,
    expiresAt: soon(told, 60 + DAY),
    reset: true,
    ...other,
  },
});
const enrolled = (personId = BOB): Fact => ({
  type: 'key.enrolled',
  data: { personId, key: keyOf('another key').signer.key },
});
const recovered = (personId = EVE): Fact => ({
  type: 'recovery.used',
  data: { personId, key: keyOf('another key').signer.key },
});
const grouped: Fact = { type: 'group.created', data: { id: group(1), name: 'lies', memberIds: [] } };
const approval: Fact = { type: 'request.approved', data: { requestId: request(1), position: 1, comment: null } };

/**
 * A real desk: bob has asked for a machine, which carol or dan approve; eve is an admin, too; fred has an unused code.
 */
function realScenario(): LedgerBuilder {
  const told = ledgerBuilder('real', 'real');
  for (const [id, username, role] of [
    [BOB, 'bob', 'member'],
    [CAROL, 'carol', 'member'],
    [DAN, 'dan', 'member'],
    [EVE, 'eve', 'admin'],
    [FRED, 'fred', 'member'],
  ] as const) {
    const data = { id, username, name: username, email: `${username}@example.org`, role };
    told.tell({ type: 'person.created', data }, ADMIN);
    told.invite(id, codeOf(username));
    if (id !== FRED) told.enter(id, codeOf(username), keyOf(`key of ${username}`));
  }
  const approvers = [CAROL, DAN].map((id) => ({ kind: 'person' as const, id }));
  const rules = {
    name: 'production',
    description: null,
    conditions: [{ resource: 'prod-*' }],
    duration: { minSeconds: 1, maxSeconds: HOUR },
    pendingTtlSeconds: DAY,
    steps: [{ name: null, approvers, required: 1 }],
    distinctApprovers: true,
    precedence: 0,
    requireJustification: false,
    requireTicket: false,
    bypass: { bypassers: [{ kind: 'person' as const, id: BOB }] },
  };
  told.tell({ type: 'policy.created', data: { id: policy(1), version: 1, rules } }, ADMIN);
  const at = soon(told);
  const data = {
    id: request(1),
    number: 1,
    requesterId: BOB,
    filedById: null,
    resource: 'prod-db',
    account: 'root',
    durationSeconds: HOUR,
    justification: null,
    ticket: null,
    policyId: policy(1),
    policyVersion: 1,
    because: 'Its condition (resource prod-*) matches, and no other active policy does.',
    expiresAt: later(at, DAY),
  };
  told.tell({ type: 'request.submitted', data }, BOB, { at });
  return told;
}

/** The problems found in a ledger, with its first lie called `N`, those after it `N+1` and so on. */
async function foundIn(told: LedgerBuilder, honest: number): Promise<string[]> {
  const store = await openWith(folder(), told);
  const { problems } = await verifyWorkspace(store.reader, { authority: replayVerifier });
  store.close();
  return problems.map(({ what }) =>
    what.replace(/([Ee]vent) (\d+)/g, (text, word: string, digits: string) => {
      const beyond = Number(digits) - honest - 1;
      return beyond < 0 ? text : `${word} N${beyond === 0 ? '' : `+${beyond}`}`;
    }),
  );
}

type Lie = readonly [name: string, tell: (told: LedgerBuilder) => void, found: string | RegExp];

const codes: readonly Lie[] = [
  [
    'a key enrolled by an admin instead of by a code',
    (told) => told.enrol(BOB, keyOf('another key')),
    'Event N: It enrols a key without a one-time code that was issued for that person.',
  ],
  [
    'a key enrolled by the code of another person',
    (told) => told.tell(enrolled(), BOB, { pair: codeOf('fred') }),
    'Event N: It enrols a key without a one-time code that was issued for that person.',
  ],
  [
    'a code used twice',
    (told) => told.tell(enrolled(), BOB, { pair: codeOf('bob') }),
    'Event N: Its one-time code was used or replaced before.',
  ],
  [
    'a replaced code',
    (told) => {
      told.invite(FRED, keyOf('another code'));
      told.tell(enrolled(FRED), FRED, { pair: codeOf('fred') });
    },
    'Event N+1: Its one-time code was used or replaced before.',
  ],
  [
    'an expired code',
    (told) => told.tell(enrolled(FRED), FRED, { pair: codeOf('fred'), at: soon(told, DAY - 60) }),
    'Event N: Its one-time code had expired.',
  ],
  [
    'a code used by a disabled person',
    (told) => {
      told.tell({ type: 'person.disabled', data: { id: FRED } }, ADMIN);
      told.enter(FRED, codeOf('fred'), keyOf('key of fred'));
    },
    'Event N+1: It is by fred, who is disabled and can cause nothing.',
  ],
  [
    'a code that is valid for a week',
    (told) => told.tell(invited(told, { expiresAt: soon(told, 7 * DAY) }), ADMIN, { at: soon(told) }),
    /^Event N: By the rules its expiresAt is ".*", not ".*"\.$/,
  ],
  [
    'a reset that says it is none',
    (told) => told.tell(invited(told, { reset: false }), ADMIN, { at: soon(told) }),
    'Event N: By the rules its reset is true, not false.',
  ],
  [
    'a code by a member',
    (told) => told.tell(invited(told, {}), BOB, { at: soon(told) }),
    'Event N: It is by bob, a member, and enrolment.issued is for admins.',
  ],
  [
    'a code for oneself',
    (told) => told.tell(invited(told, { personId: ADMIN }), ADMIN, { at: soon(told) }),
    /^Event N: The rules refuse enrolment\.issued by admin \(FORBIDDEN\): You cannot reset your own key/,
  ],
  [
    'a code for a disabled person',
    (told) => {
      told.tell({ type: 'person.disabled', data: { id: FRED } }, ADMIN);
      told.tell(invited(told, { personId: FRED, reset: false }), ADMIN, { at: soon(told) });
    },
    /^Event N\+1: The rules refuse enrolment\.issued by admin \(FORBIDDEN\)/,
  ],
  [
    'a decision signed with a code',
    (told) => told.tell(approval, FRED, { pair: codeOf('fred') }),
    'Event N: It is signed with a one-time code, which cannot sign request.approved.',
  ],
];

const kits: readonly Lie[] = [
  [
    'a recovery of a member',
    (told) => told.tell(recovered(BOB), BOB, { pair: kitOf('real') }),
    'Event N: The rules refuse recovery.used by bob (FORBIDDEN): The recovery kit lets an enabled admin in, and nobody else.',
  ],
  [
    'a recovery of another person',
    (told) => told.tell(recovered(ADMIN), EVE, { pair: kitOf('real') }),
    'Event N: It recovers a key in the name of another person.',
  ],
  [
    'a recovery without a kit',
    (told) => told.tell(recovered(), EVE),
    'Event N: It recovers a key without a recovery kit.',
  ],
  [
    'a kit used twice',
    (told) => {
      told.recover(EVE, kitOf('real'), keyOf('new key of eve'));
      told.recover(ADMIN, kitOf('real'), keyOf('new key of ada'));
    },
    'Event N+1: Its recovery kit was used or replaced before.',
  ],
  [
    'a replaced kit',
    (told) => {
      told.tell({ type: 'recovery.issued', data: { key: keyOf('another kit').signer.key } }, ADMIN);
      told.recover(EVE, kitOf('real'), keyOf('new key of eve'));
    },
    'Event N+1: Its recovery kit was used or replaced before.',
  ],
  [
    'a kit by a member',
    (told) => told.tell({ type: 'recovery.issued', data: { key: keyOf('another kit').signer.key } }, BOB),
    'Event N: It is by bob, a member, and recovery.issued is for admins.',
  ],
  [
    'a passphrase of another person',
    (told) => told.tell({ type: 'passphrase.changed', data: { personId: CAROL } }, BOB),
    'Event N: Nobody can change the passphrase of another person.',
  ],
  [
    'a wrong passphrase of nobody',
    (told) => told.tell({ type: 'signin.failed', data: { personId: person(99) } }, null),
    'Event N: It is about a person that does not exist.',
  ],
];

const resets: readonly Lie[] = [
  [
    'an approval by a person whose key was reset after the filing',
    (told) => {
      told.invite(CAROL, keyOf('another code'), true);
      told.enter(CAROL, keyOf('another code'), keyOf('new key of carol'));
      told.tell(approval, CAROL);
    },
    /^Event N\+2: The rules refuse request\.approved by carol \(KEY_RESET\)/,
  ],
  [
    'the same with the key that was taken away',
    (told) => {
      told.invite(CAROL, keyOf('another code'), true);
      told.tell(approval, CAROL);
    },
    'Event N+1: It is signed with a key that was replaced before.',
  ],
  [
    'a break-glass by a person whose key was reset after the filing',
    (told) => {
      told.invite(BOB, keyOf('another code'), true);
      told.enter(BOB, keyOf('another code'), keyOf('new key of bob'));
      const data = { requestId: request(1), position: 1, reason: 'The pager is silent.' };
      told.tell({ type: 'request.bypassed', data }, BOB);
    },
    /^Event N\+2: The rules refuse request\.bypassed by bob \(BYPASS_NOT_ALLOWED\): Your key was reset/,
  ],
  [
    'a request that a reset has left stuck and that is not said to be',
    (told) => {
      told.invite(CAROL, keyOf('another code'), true);
      told.invite(DAN, keyOf('yet another code'), true);
    },
    /^Event N\+1: Request #1 is stuck, and that was not recorded with it: /,
  ],
];

const clocks: readonly Lie[] = [
  [
    'a clock moved',
    (told) => told.tell({ type: 'clock.advanced', data: { seconds: 60 } }, null),
    'Event N: The clock of a real desk cannot be moved.',
  ],
  [
    'a clock corrected that was right',
    (told) => told.tell({ type: 'clock.corrected', data: { from: now(told) } }, ADMIN),
    /^Event N: The clock stood at .*, and a time of .* needs no correction\.$/,
  ],
  [
    'a clock corrected by a member',
    (told) => told.tell({ type: 'clock.corrected', data: { from: now(told) } }, BOB, { at: soon(told, -HOUR) }),
    'Event N: It is by bob, a member, and clock.corrected is for admins.',
  ],
  [
    'a clock put back without what began later being ended',
    (told) => {
      const at = soon(told, -HOUR);
      told.tell({ type: 'clock.corrected', data: { from: now(told) } }, ADMIN, { at });
      told.tell(grouped, ADMIN, { at });
    },
    'Event N+1: It comes before request.cancelled, which follows from event N and had to come first.',
  ],
  [
    'a request cancelled as if the clock had been put back',
    (told) => {
      const data = { requestId: request(1), comment: 'x', cause: 'clockCorrected' } as const;
      told.tell({ type: 'request.cancelled', data }, ADMIN);
    },
    'Event N: Only a correction of the clock causes this request.cancelled, and none comes right before it.',
  ],
  [
    'a clock that leaps by two years',
    (told) => told.tell(grouped, ADMIN, { at: soon(told, 730 * DAY) }),
    'Event N: The clock leapt by more than a year since the event before, and no admin vouched for it.',
  ],
];

// Under rules 2, which the desk adopts first: a lie begins with the event after that.
const adopt = (told: LedgerBuilder) =>
  told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at: now(told) });

const leaps: readonly Lie[] = [
  [
    'a clock confirmed under rules that know no confirmation',
    (told) => told.tell({ type: 'clock.confirmed', data: { from: now(told) } }, ADMIN, { at: soon(told, 3 * DAY) }),
    'Event N: Rules 1 have no confirmation of the clock.',
  ],
  [
    'a step of more than 30 days that nobody confirmed',
    (told) => {
      adopt(told);
      told.tell(grouped, ADMIN, { at: later(now(told), 30 * DAY + 1) });
    },
    'Event N+1: The clock leapt by more than 30 days since the event before, and nobody confirmed it.',
  ],
  [
    'more than 30 days confirmed by a member',
    (told) => {
      adopt(told);
      told.tell({ type: 'clock.confirmed', data: { from: now(told) } }, BOB, { at: later(now(told), 30 * DAY + 1) });
    },
    /^Event N\+1: The rules refuse clock\.confirmed by bob \(FORBIDDEN\): /,
  ],
  [
    'a clock confirmed that had not leapt',
    (told) => {
      adopt(told);
      told.tell({ type: 'clock.confirmed', data: { from: now(told) } }, ADMIN, { at: later(now(told), 26 * HOUR) });
    },
    /^Event N\+1: The clock stood at .*, and a time of .* needs no confirmation\.$/,
  ],
  [
    'a clock confirmed from another time than the ledger had reached',
    (told) => {
      adopt(told);
      const at = later(now(told), 3 * DAY);
      told.tell({ type: 'clock.confirmed', data: { from: soon(told) } }, ADMIN, { at });
    },
    /^Event N\+1: It confirms a clock that stood at .*, but the ledger had reached /,
  ],
];

describe.each(
  Object.entries({
    'about a leap': leaps,
    'about a code': codes,
    'about a kit': kits,
    'after a reset': resets,
    'about the clock': clocks,
  }),
)('in a real desk, a lie %s is found and named', (_, lies) => {
  it.each(lies)('%s', async (_name, tell, wanted) => {
    const told = realScenario();
    const honest = told.told.length;
    tell(told);
    const found = await foundIn(told, honest);
    expect(found[0], found.join('\n')).toEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
  });
});

describe('in a real desk', () => {
  it('a founding without a recovery kit is found', async () => {
    const told = ledgerBuilder('real', 'real');
    const [founding] = told.told;
    const found = await foundIn({ ...told, told: founding ? [founding] : [] }, 0);
    expect(found).toEqual(['Event N: It causes recovery.issued, which is missing.']);
  });

  it('an event that the desk could have written is no lie', async () => {
    const told = realScenario();
    const honest = told.told.length;
    told.invite(CAROL, keyOf('another code'), true);
    told.enter(CAROL, keyOf('another code'), keyOf('new key of carol'));
    told.tell({ type: 'passphrase.changed', data: { personId: CAROL } }, CAROL);
    told.tell({ type: 'signin.failed', data: { personId: CAROL } }, null);
    told.tell({ type: 'recovery.issued', data: { key: keyOf('another kit').signer.key } }, EVE);
    told.recover(EVE, keyOf('another kit'), keyOf('new key of eve'));
    const at = soon(told, -2 * HOUR);
    told.tell({ type: 'clock.corrected', data: { from: now(told) } }, ADMIN, { at });
    const comment = 'The clock was corrected; this had begun at a time that has not come yet.';
    const data = { requestId: request(1), comment, cause: 'clockCorrected' } as const;
    told.tell({ type: 'request.cancelled', data }, ADMIN, { at });
    told.tell({ type: 'clock.corrected', data: { from: at } }, ADMIN, { at: later(at, 400 * DAY) });
    told.tell(grouped, ADMIN, { at: later(at, 401 * DAY) });
    adopt(told);
    told.tell({ type: 'clock.confirmed', data: { from: now(told) } }, BOB, { at: later(at, 431 * DAY) });
    told.tell({ type: 'clock.confirmed', data: { from: now(told) } }, ADMIN, { at: later(at, 800 * DAY) });
    told.tell({ type: 'passphrase.changed', data: { personId: CAROL } }, CAROL, { at: later(at, 830 * DAY) });
    expect(await foundIn(told, honest)).toEqual([]);
  });
});
