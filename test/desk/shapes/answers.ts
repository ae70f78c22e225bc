import { z } from 'zod';

/**
 * The answers of docs/contract.md, written from it and not from the product's types: no field may be missing, and a new field
 * must be added here.
 */
const id = z.string().min(1);
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((text) => new Date(text).toISOString() === text);
const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const sentence = z.string().regex(/^\S.*[.!?]$/s);

export const codes = [
  'INVALID_INPUT',
  'NOT_SIGNED_IN',
  'FORBIDDEN',
  'NOT_FOUND',
  'NAME_TAKEN',
  'IN_USE',
  'LAST_ADMIN',
  'STALE',
  'NO_MATCHING_POLICY',
  'DURATION_OUT_OF_RANGE',
  'QUORUM_IMPOSSIBLE',
  'DUPLICATE_REQUEST',
  'NOT_OPEN',
  'NOT_ELIGIBLE',
  'NOTHING_TO_WITHDRAW',
  'BYPASS_NOT_ALLOWED',
  'NOT_ACTIVE',
  'LOOKS_ALIKE',
  'FOUR_EYES_NEEDED',
  'SIGN_IN_FAILED',
  'SIGN_IN_SLOWED',
  'PASSPHRASE_NEEDED',
  'CLOCK_WENT_BACK',
  'CLOCK_LEAPT',
  'LEDGER_BROKEN',
  'WORKSPACE_UNREADABLE',
  'INTERNAL',
] as const;
export type Code = (typeof codes)[number];

export const reasons = [
  'REQUESTER',
  'FILED_IT',
  'NOT_AN_APPROVER',
  'LATER_STEP',
  'EARLIER_STEP',
  'ALREADY_APPROVED',
  'COUNTED_IN_EARLIER_STEP',
  'NEEDED_IN_LATER_STEP',
  'KEY_RESET',
  'REQUESTER_IS_AUDITOR',
  'PROPOSED_IT',
  'NOT_THE_PROPOSER',
  'PROPOSER_LEFT',
  'ENROLLED_LATER',
] as const;

const reason = z.enum(reasons);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

// `fields` goes with INVALID_INPUT and `reason` with NOT_ELIGIBLE, always and only; `retryAt` with a refused sign-in.
export const refusal = z.union([
  z.strictObject({
    code: z.literal('INVALID_INPUT'),
    message: sentence,
    // No z.record: it ignores a field called __proto__.
    fields: z.custom<Readonly<Record<string, string>>>(
      (fields) =>
        isObject(fields) &&
        Object.keys(fields).length > 0 &&
        Object.values(fields).every((text) => sentence.safeParse(text).success),
    ),
  }),
  z.strictObject({ code: z.literal('NOT_ELIGIBLE'), message: sentence, reason }),
  z.strictObject({ code: z.enum(['SIGN_IN_FAILED', 'SIGN_IN_SLOWED']), message: sentence, retryAt: time.optional() }),
  z.strictObject({
    code: z.enum(codes).exclude(['INVALID_INPUT', 'NOT_ELIGIBLE', 'SIGN_IN_FAILED', 'SIGN_IN_SLOWED']),
    message: sentence,
  }),
]);

export const answer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: refusal }),
]);

const personName = z.strictObject({
  id,
  username: z.string(),
  name: z.string(),
  nameIsShared: z.literal(true).optional(),
});
const contact = z.strictObject({ ...personName.shape, email: z.string() });
const person = z.strictObject({
  ...contact.shape,
  role: z.enum(['admin', 'member', 'auditor']),
  status: z.enum(['enabled', 'disabled']),
  version: z.int().min(1),
});

const group = z.strictObject({ id, name: z.string(), version: z.int().min(1), members: z.array(personName) });

const refs = z.array(z.strictObject({ kind: z.enum(['person', 'group']), id })).min(1);
const condition = z
  .strictObject({ resource: z.string().optional(), account: z.string().optional() })
  .refine((value) => Object.values(value).filter((pattern) => pattern !== undefined).length > 0);
const duration = z.strictObject({ minSeconds: z.int().min(1), maxSeconds: z.int().min(1) });
const policyRules = {
  name: z.string(),
  description: z.string().nullable(),
  conditions: z.array(condition).min(1),
  duration,
  pendingTtlSeconds: z.int().min(60),
  steps: z.array(z.strictObject({ name: z.string().nullable(), approvers: refs, required: z.int().min(1) })).min(1),
  distinctApprovers: z.boolean(),
  precedence: z.int(),
  requireJustification: z.boolean(),
  requireTicket: z.boolean(),
  bypass: z.strictObject({ bypassers: refs }).nullable(),
};
const policy = z.strictObject({
  id,
  version: z.int().min(1),
  status: z.enum(['active', 'archived']),
  createdAt: time,
  updatedAt: time,
  ...policyRules,
});

const policyMatch = z.strictObject({
  policyId: id,
  name: z.string(),
  version: z.int().min(1),
  condition,
  because: sentence,
});

const historyEntry = z
  .strictObject({
    sequence: z.int().min(1),
    at: time,
    by: personName,
    what: z.enum(['created', 'updated', 'archived', 'restored']),
    version: z.int().min(1).nullable(),
  })
  .refine(({ what, version }) => ['created', 'updated'].includes(what) === (version !== null));

const policyChange = z
  .strictObject({
    field: z.string().min(1),
    kind: z.enum(['added', 'removed', 'changed']),
    before: z.string().nullable(),
    after: z.string().nullable(),
    sentence,
  })
  .refine(
    ({ kind, before, after }) =>
      kind === (before === null ? 'added' : after === null ? 'removed' : 'changed') && before !== after,
  );

const policyPlan = z.strictObject({
  actions: z.array(
    z
      .strictObject({
        line: z.int().min(1).nullable(),
        policyId: id.nullable(),
        name: z.string().min(1),
        action: z.enum(['create', 'update', 'archive', 'restore', 'unchanged']),
        changes: z.array(policyChange),
      })
      .refine(({ action, changes }) => (action === 'unchanged') === (changes.length === 0))
      .refine(({ action, policyId }) => (action === 'create') === (policyId === null)),
  ),
  problems: z.array(z.strictObject({ line: z.int().min(1), message: sentence })),
  warnings: z.array(z.strictObject({ line: z.int().min(1), message: sentence })),
  sequence: count,
});

const grantFields = z.strictObject({
  id,
  requestId: id,
  person: personName,
  resource: z.string(),
  account: z.string(),
  status: z.enum(['active', 'expired', 'revoked', 'released']),
  startsAt: time,
  expiresAt: time,
  endedAt: time.nullable(),
  endedBy: personName.nullable(),
  reason: z.string().nullable(),
  viaBypass: z.boolean(),
  bypass: z
    .strictObject({
      reason: z.string(),
      reviewedBy: personName.nullable(),
      reviewedAt: time.nullable(),
      comment: z.string().nullable(),
    })
    .nullable(),
});
const grantShape = <S extends z.ZodType<{ viaBypass: boolean; bypass: unknown; status: string; endedAt: unknown }>>(
  fields: S,
) =>
  fields
    .refine(({ viaBypass, bypass }) => viaBypass === (bypass !== null))
    .refine(({ status, endedAt }) => (status === 'active') === (endedAt === null));
const grant = grantShape(grantFields);
const stillOpen = z.strictObject({ grantId: id, requestNumber: count, until: time, sentence: z.string() });
const endedGrant = grantShape(grantFields.extend({ stillOpen: stillOpen.nullable() }));

const decision = z.strictObject({
  person: personName,
  decision: z.enum(['approved', 'rejected', 'withdrawn', 'bypassed']),
  comment: z.string().nullable(),
  at: time,
});

const threadText = z.strictObject({
  person: personName,
  kind: z.enum(['question', 'answer']),
  text: z.string().min(1),
  at: time,
});

const step = z.strictObject({
  position: z.int().min(1),
  name: z.string().nullable(),
  required: z.int().min(1),
  approved: count,
  status: z.enum(['waiting', 'open', 'complete', 'rejected', 'skipped']),
  eligible: z.array(personName),
  // Additions: waitingFor here, cancelled in the request.
  keyReset: z.array(personName),
  waitingFor: z.array(personName),
  decisions: z.array(decision),
  writtenAfter: z.array(z.strictObject({ person: personName, texts: z.int().min(1) })),
});

const actions = ['approve', 'reject', 'withdraw', 'cancel', 'bypass'] as const;
const viewer = z
  .strictObject({
    canApprove: z.boolean(),
    canReject: z.boolean(),
    canWithdraw: z.boolean(),
    canCancel: z.boolean(),
    canBypass: z.boolean(),
    why: z.array(
      z
        .strictObject({ action: z.enum(actions), code: z.enum(codes), reason: reason.optional(), message: sentence })
        .refine((entry) => (entry.code === 'NOT_ELIGIBLE') === (entry.reason !== undefined)),
    ),
    canAsk: z.boolean(),
    canAnswer: z.boolean(),
    whyNotWrite: z
      .strictObject({ code: z.enum(codes), reason: reason.optional(), message: sentence })
      .refine((entry) => (entry.code === 'NOT_ELIGIBLE') === (entry.reason !== undefined))
      .nullable(),
  })
  .refine(
    ({ canAsk, canAnswer, whyNotWrite }) => [canAsk, canAnswer, whyNotWrite !== null].filter(Boolean).length === 1,
    {
      error: 'one can ask, or answer, or is told why not',
    },
  )
  .refine(
    (can) => {
      const allowed = [can.canApprove, can.canReject, can.canWithdraw, can.canCancel, can.canBypass];
      const lacking = actions.filter((_, index) => !allowed[index]);
      const explained = can.why.map(({ action }) => action).sort();
      return JSON.stringify(explained) === JSON.stringify(lacking.sort());
    },
    { error: 'why has an entry for each action that the viewer lacks, and for no other' },
  );

const request = z
  .strictObject({
    id,
    number: z.int().min(1),
    status: z.enum(['open', 'approved', 'rejected', 'cancelled', 'expired']),
    stuck: z.boolean(),
    stuckBecause: sentence.nullable(),
    requester: contact,
    filedBy: contact.nullable(),
    resource: z.string(),
    account: z.string(),
    durationSeconds: z.int().min(1),
    justification: z.string().nullable(),
    ticket: z.string().nullable(),
    submittedAt: time,
    expiresAt: time,
    closedAt: time.nullable(),
    policy: z.strictObject({
      id,
      name: z.string(),
      version: z.int().min(1),
      because: sentence,
      isCurrentVersion: z.boolean(),
    }),
    steps: z.array(step).min(1),
    cancelled: z.strictObject({ by: personName, comment: z.string().nullable() }).nullable(),
    grant: grant.nullable(),
    newestEvent: z.int().min(1),
    thread: z.array(threadText).max(100),
    awaitsAnswer: z.boolean(),
    viewer,
  })
  .refine(({ stuck, stuckBecause }) => stuck === (stuckBecause !== null))
  .refine(({ status, cancelled }) => (status === 'cancelled') === (cancelled !== null))
  .refine(({ status, closedAt }) => (status === 'open') === (closedAt === null))
  .refine(({ status, grant: given }) => (status === 'approved') === (given !== null))
  .refine(({ steps }) => steps.every(({ position }, index) => position === index + 1));

const event = z.strictObject({
  sequence: z.int().min(1),
  at: time,
  type: z.string().regex(/^[a-z][A-Za-z]*\.[a-z]+$/),
  actor: personName.nullable(),
  data: z.record(z.string(), z.unknown()),
  reason: sentence.optional(),
  sentence,
  links: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.enum(['person', 'group', 'policy', 'request', 'grant', 'proposal']),
        id: z.string(),
        start: z.int().min(0),
        end: z.int().min(1),
      }),
      z.strictObject({
        kind: z.literal('account'),
        resource: z.string(),
        account: z.string(),
        start: z.int().min(0),
        end: z.int().min(1),
      }),
    ]),
  ),
  comment: z.string().nullable(),
  hash,
  previousHash: hash.nullable(),
});

const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().min(1).nullable() });

const preview = z.strictObject({
  policy: z
    .strictObject({
      name: z.string(),
      because: sentence,
      duration,
      requireJustification: z.boolean(),
      requireTicket: z.boolean(),
      pendingTtlSeconds: z.int().min(60),
    })
    .nullable(),
  steps: z.array(
    z
      .strictObject({
        name: z.string().nullable(),
        required: z.int().min(1),
        eligible: count,
        people: z.array(personName).max(20),
      })
      .refine(({ eligible, people }) => people.length === Math.min(eligible, 20)),
  ),
  refusal: refusal.nullable(),
});

const timelineEntry = z.strictObject({
  sequence: z.int().min(1),
  at: time,
  type: event.shape.type,
  actor: personName.nullable(),
  sentence,
  comment: z.string().nullable(),
});

const remedy = z.strictObject({
  person: personName,
  actions: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['enable', 'changeRole']) }),
        z.strictObject({ kind: z.literal('readd'), group: z.strictObject({ id, name: z.string() }) }),
      ]),
    )
    .min(1),
  sentence,
});

const remedies = z
  .strictObject({
    stuckBecause: sentence.nullable(),
    alone: z.array(remedy).max(20),
    aloneCount: count,
    together: z.array(remedy),
    missing: sentence.nullable(),
    keyReset: z.array(personName),
  })
  .refine(({ alone, aloneCount }) => alone.length === Math.min(aloneCount, 20))
  .refine(({ stuckBecause, alone, together, missing }) => {
    const ways = [alone.length > 0, together.length > 0, missing !== null].filter(Boolean).length;
    return ways === (stuckBecause === null ? 0 : 1);
  });

const counts = z.strictObject({
  open: count,
  approved: count,
  rejected: count,
  cancelled: count,
  expired: count,
  waitingOnMe: count,
  capped: z.boolean(),
});

const check = z.discriminatedUnion('allowed', [
  z.strictObject({ allowed: z.literal(true), grantId: id, expiresAt: time, because: sentence }),
  z.strictObject({ allowed: z.literal(false), because: sentence }),
]);

const verification = z.strictObject({
  ok: z.boolean(),
  length: z.int().min(1),
  head: hash,
  problems: z.array(z.strictObject({ sequence: count, what: sentence })),
  warnings: z.array(z.strictObject({ sequence: count, what: sentence })),
});

const savedHead = z.strictObject({ desk: hash, sequence: z.int().min(1), hash, at: time });
const checkProgress = z
  .strictObject({
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    startedAt: time,
    head: savedHead.nullable(),
    from: z.strictObject({ sequence: z.int().min(1), at: time }).nullable(),
    notFrom: sentence.nullable(),
    checked: count,
    events: count,
    secondsLeft: z.number().min(0).nullable(),
    result: verification.nullable(),
    message: sentence.nullable(),
    canKeepMark: z.boolean(),
  })
  .refine(({ from, notFrom }) => from === null || notFrom === null)
  .refine(({ from, result, canKeepMark }) => !canKeepMark || (from === null && result?.ok === true))
  .refine(({ checked, events }) => checked <= events)
  .refine(({ state, result }) => (state === 'done') === (result !== null))
  .refine(({ state, message }) => (state === 'failed') === (message !== null))
  .refine(({ state, secondsLeft }) => state === 'running' || secondsLeft === null);
const keptMark = z
  .strictObject({ sequence: z.int().min(1).nullable(), at: time.nullable(), why: sentence.nullable() })
  .refine(({ sequence, at, why }) => (sequence === null) === (at === null) && (sequence !== null || why !== null));
const foundCheck = z.strictObject({ check: checkProgress.nullable() });

const enrolment = z
  .strictObject({
    personId: id,
    state: z.enum(['none', 'invited', 'lapsed', 'enrolled']),
    codeExpiresAt: time.nullable(),
    enrolledAt: time.nullable(),
    resetAt: time.nullable(),
  })
  .refine(({ state, codeExpiresAt }) => ['invited', 'lapsed'].includes(state) === (codeExpiresAt !== null))
  .refine(({ state, enrolledAt }) => (state === 'enrolled') === (enrolledAt !== null));

const named = z.strictObject({ id, name: z.string() });
const consequences = z
  .strictObject({
    refusal: refusal.nullable(),
    cancelled: z.array(z.strictObject({ id, number: z.int().min(1), resource: z.string(), account: z.string() })),
    revoked: count,
    stuck: z.array(z.strictObject({ id, number: z.int().min(1), because: sentence })),
    policies: z.array(named),
    groups: z.array(named),
  })
  .refine(
    ({ refusal: why, cancelled, revoked, stuck }) => why === null || cancelled.length + revoked + stuck.length === 0,
  );

const importAction = z.enum(['create', 'update', 'unchanged']);
const importPlan = z
  .strictObject({
    rows: z.array(
      z
        .strictObject({
          line: z.int().min(1),
          username: z.string().min(1),
          action: importAction,
          changes: z.array(z.string().min(1)),
        })
        .refine(({ action, changes }) => (action === 'unchanged') === (changes.length === 0)),
    ),
    problems: z.array(z.strictObject({ line: z.int().min(1), message: sentence })),
    alike: z.array(z.strictObject({ line: z.int().min(1), message: sentence })),
    sequence: z.int().min(0),
    created: count,
    updated: count,
    unchanged: count,
  })
  .refine(({ rows, created, updated, unchanged }) => {
    const actions = importAction.options.map((action) => rows.filter((row) => row.action === action).length);
    return JSON.stringify(actions) === JSON.stringify([created, updated, unchanged]);
  });

const account = z.strictObject({
  resource: z.string().min(1),
  account: z.string().min(1),
  kind: z.string().min(1).nullable(),
  owner: z.string().min(1).nullable(),
  policy: z
    .strictObject({ id, name: z.string(), version: z.int().min(1) })
    .nullable()
    .optional(),
});
const imported = { added: count, updated: count, unchanged: count };
const accountPlan = z.strictObject({
  rows: z.array(
    z
      .strictObject({
        line: z.int().min(1),
        resource: z.string().min(1),
        account: z.string().min(1),
        action: z.enum(['add', 'update']),
        changes: z.array(z.string().min(1)),
      })
      .refine(({ action, changes }) => action === 'add' || changes.length > 0),
  ),
  problems: z.array(z.strictObject({ line: z.int().min(1), message: sentence })),
  problemCount: count,
  warnings: z.array(z.strictObject({ line: z.int().min(1), message: sentence })),
  warningCount: count,
  sequence: z.int().min(0),
  ...imported,
});
const accountCounts = z
  .strictObject({ all: count, gated: count, ungated: count })
  .refine(({ all, gated, ungated }) => all === gated + ungated);

const impactedPolicy = z.strictObject({ policyId: id.nullable(), name: z.string().min(1) });
const impactedAccount = z
  .strictObject({
    resource: z.string().min(1),
    account: z.string().min(1),
    effect: z.enum(['gains', 'loses', 'changes', 'keeps', 'shadowed']),
    from: impactedPolicy.nullable(),
    to: impactedPolicy.nullable(),
    because: sentence,
  })
  .refine(({ effect, from, to }) => (effect === 'gains') === (from === null) && (effect === 'loses') === (to === null));
const impactedAccounts = z
  .strictObject({ count, examples: z.array(impactedAccount) })
  .refine(({ count: all, examples }) => examples.length <= all);
const hintedAccounts = z
  .strictObject({
    count,
    examples: z.array(z.strictObject({ resource: z.string().min(1), account: z.string().min(1) })).max(5),
  })
  .refine(({ count: all, examples }) => examples.length <= all);
const impact = z.strictObject({
  fields: z.record(z.string(), sentence),
  accounts: count,
  matched: count,
  gated: count,
  examples: z.array(impactedAccount),
  changes: z.strictObject({ gains: impactedAccounts, loses: impactedAccounts, changes: impactedAccounts }),
  overlaps: z.array(
    z
      .strictObject({
        policyId: id,
        name: z.string().min(1),
        accounts: count,
        draftWins: count,
        otherWins: count,
        examples: z.array(impactedAccount).min(1).max(3),
      })
      .refine(({ accounts, draftWins, otherWins }) => draftWins + otherWins <= accounts),
  ),
  overlapCount: count,
  risks: z.array(
    z.strictObject({
      code: z.enum([
        'QUORUM_IMPOSSIBLE',
        'QUORUM_FOR_SOME',
        'STEP_WITHOUT_PEOPLE',
        'ONE_PERSON_PASSES_ALL',
        'BYPASSER_APPROVES',
        'BYPASS_WITHOUT_PEOPLE',
        'CANNOT_APPROVE',
        'MATCHES_NOTHING',
        'NEVER_WINS',
        'LOSES_GATE',
        'AGE_DECIDES',
        'PATTERNS_TOO_LONG',
        'ARCHIVED',
      ]),
      weight: z.enum(['fault', 'risk']),
      sentence,
      path: z.string().optional(),
    }),
  ),
  hints: z.array(
    z
      .strictObject({
        path: z.string().regex(/^conditions\.\d+\.(?:resource|account)$/),
        found: z.string().min(1),
        meansHere: sentence,
        probablyMeant: sentence,
        translation: z.string().min(1).nullable(),
        here: hintedAccounts,
        meant: hintedAccounts.nullable(),
      })
      .refine(({ translation, meant }) => translation === null || meant !== null),
  ),
  sentences: z.array(sentence),
  differences: z.array(policyChange),
  effects: z.array(sentence).min(1),
});
const whatIfFinding = z.enum([
  'ANOTHER_POLICY',
  'NO_POLICY',
  'DURATION_REFUSED',
  'JUSTIFICATION_MISSING',
  'TICKET_MISSING',
  'TOO_FEW_APPROVERS',
  'OTHER_STEPS',
  'OTHER_RULES',
  'SAME',
]);
const whatIfFate = z.enum(['refused', 'expired', 'same', 'undetermined']);
const whatIf = z
  .strictObject({
    id,
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    done: count,
    total: count,
    untouched: count,
    touched: count,
    findings: z.record(whatIfFinding, count),
    fates: z.record(whatIfFate, count),
    accounts: z
      .strictObject({
        total: count,
        gains: impactedAccounts,
        loses: impactedAccounts,
        changes: impactedAccounts,
      })
      .nullable(),
    message: sentence.nullable(),
  })
  .refine(({ done, total, touched, untouched }) => done <= total && touched + untouched === done)
  .refine(({ fates, touched }) => Object.values(fates).reduce((sum, one) => sum + one, 0) === touched)
  .refine(({ state, done, total }) => state !== 'done' || done === total)
  .refine(({ state, message }) => (state === 'failed') === (message !== null));
const whatIfRequest = z
  .strictObject({
    requestId: id,
    number: z.int().min(1),
    requester: personName,
    resource: z.string().min(1),
    account: z.string().min(1),
    durationSeconds: z.int().min(1),
    submittedAt: time,
    status: z.enum(['open', 'approved', 'rejected', 'cancelled', 'expired']),
    from: z.strictObject({ policyId: id, name: z.string().min(1), version: z.int().min(1) }),
    to: impactedPolicy.nullable(),
    findings: z.array(whatIfFinding).min(1),
    fate: whatIfFate,
    sentence,
  })
  .refine(({ findings, to }) => findings.includes('NO_POLICY') === (to === null))
  .refine(({ findings }) => findings.length === 1 || !(findings.includes('SAME') || findings.includes('NO_POLICY')));
const draftRefs = z.array(z.strictObject({ kind: z.enum(['person', 'group']), id }));
const draftAmount = z.number().nullable();
const draftText = z.string().nullable().optional();
const keptDraft = z.strictObject({
  draft: z.strictObject({
    name: z.string(),
    description: draftText,
    conditions: z.array(z.strictObject({ resource: draftText, account: draftText })),
    duration: z.strictObject({ minSeconds: draftAmount.optional(), maxSeconds: draftAmount }),
    pendingTtlSeconds: draftAmount.optional(),
    steps: z.array(z.strictObject({ name: draftText, approvers: draftRefs, required: draftAmount })),
    distinctApprovers: z.boolean().optional(),
    precedence: draftAmount.optional(),
    requireJustification: z.boolean().optional(),
    requireTicket: z.boolean().optional(),
    bypass: z.strictObject({ bypassers: draftRefs }).nullable().optional(),
  }),
  version: z.int().min(1).nullable(),
  savedAt: time,
});

const savedView = z.strictObject({
  id,
  place: z.enum(['inbox', 'mine']),
  name: z.string().min(1),
  filter: z.string(),
  savedAt: time,
  version: z.int().min(1),
});

const settings = z.strictObject({
  version: z.int().min(1),
  singleKeys: z.boolean(),
  undoSeconds: z.int().min(0).max(30),
  lockAfterMinutes: z.int().min(1).max(480),
  confirmAfterMinutes: z.int().min(1).max(480),
  deskKeyKeptBy: z.enum(['system', 'file']),
  deskKeyState: z.enum(['ready', 'missing', 'damaged', 'closed', 'another']),
  deskKeyProblem: z.string().nullable(),
  fourEyes: z.boolean(),
  namesInNotifications: z.boolean(),
});

const notice = z.strictObject({
  number: z.int().min(1),
  kind: z.enum([
    'requestWaits',
    'requestFiledForYou',
    'questionAsked',
    'answerGiven',
    'requestApproved',
    'requestRejected',
    'requestCancelled',
    'requestExpired',
    'requestStuck',
    'accessRevoked',
    'accessEnded',
    'accessEnding',
    'glassBroken',
    'reviewWaits',
    'proposalWaits',
  ]),
  at: time,
  read: z.boolean(),
  about: z.strictObject({ kind: z.enum(['request', 'grant', 'proposal']), id }),
  title: z.string().min(1),
  sentence,
  discreet: sentence,
});
const unread = z.strictObject({ unread: count });

const proposalSummary = z.strictObject({
  id,
  number: z.int().min(1),
  status: z.enum(['open', 'approved', 'rejected', 'withdrawn']),
  summary: sentence,
  changeCount: z.int().min(1),
  proposedBy: personName,
  proposedAt: time,
  comment: z.string().nullable(),
  closedBy: personName.nullable(),
  closedAt: time.nullable(),
  closedComment: z.string().nullable(),
});
const proposalAction = z.enum(['approve', 'reject', 'withdraw']);
const proposal = proposalSummary
  .extend({
    changes: z
      .array(
        z.strictObject({
          subject: z
            .strictObject({
              kind: z.enum(['person', 'group', 'policy', 'key', 'recoveryKit', 'desk']),
              id: id.nullable(),
              name: z.string().min(1),
            })
            .refine(({ kind, id: named }) => (named === null) === ['recoveryKit', 'desk'].includes(kind)),
          sentence,
          differences: z.array(policyChange),
          draft: z.strictObject({ rules: z.strictObject(policyRules), replaces: id.nullable() }).nullable(),
          outdated: sentence.nullable(),
        }),
      )
      .min(1),
    viewer: z
      .strictObject({
        canApprove: z.boolean(),
        canReject: z.boolean(),
        canWithdraw: z.boolean(),
        why: z.array(
          z
            .strictObject({
              action: proposalAction,
              code: z.enum(codes),
              reason: reason.optional(),
              message: sentence,
            })
            .refine(({ code, reason: why }) => (code === 'NOT_ELIGIBLE') === (why !== undefined)),
        ),
      })
      .refine(
        ({ canApprove, canReject, canWithdraw, why }) =>
          [canApprove, canReject, canWithdraw].filter((can) => !can).length === why.length,
      ),
  })
  .refine(({ changes, changeCount }) => changes.length === changeCount)
  .refine(({ status, closedAt, closedBy }) => (status === 'open') === (closedAt === null && closedBy === null));

const workspace = z
  .strictObject({
    state: z.enum(['open', 'none', 'refused']),
    refusal: refusal.nullable(),
    trainingDirectory: z.string(),
    directory: z.string().min(1),
  })
  .refine(({ state, refusal: why }) => (state === 'refused') === (why !== null));

/** The answer of each verb, by area; the session has its own shapes. */
const recentDesks = z.strictObject({
  items: z.array(
    z.strictObject({
      directory: z.string().min(1),
      name: z.string().min(1),
      kind: z.enum(['real', 'training']),
      openedAt: time,
      holds: z.enum(['real', 'training', 'nothing', 'unreadable']),
      isOpen: z.boolean(),
    }),
  ),
});

const firstSteps = z.strictObject({
  steps: z.array(
    z.strictObject({
      name: z.enum(['secondAdmin', 'people', 'groups', 'accounts', 'policy', 'fourEyes', 'decision']),
      done: z.boolean(),
    }),
  ),
  away: z.boolean(),
});

const issuedCode = z.strictObject({ personId: id, expiresAt: time, reset: z.boolean() });

export const answers = {
  workspace: {
    get: workspace,
    choose: z.strictObject({
      directory: z.string().min(1).nullable(),
      holds: z.enum(['real', 'training', 'nothing', 'unreadable']),
    }),
    found: workspace,
    train: workspace,
    open: workspace,
    leave: workspace,
    recent: recentDesks,
    forget: recentDesks,
  },
  settings: { get: settings, update: settings, firstSteps: firstSteps, putFirstStepsAway: firstSteps },
  people: {
    create: person,
    update: person,
    disable: person,
    enable: person,
    list: listOf(person),
    enrolments: listOf(enrolment),
    issueCode: issuedCode,
    issueCodes: z.strictObject({ codes: z.array(issuedCode).min(1) }),
    previewDisable: consequences,
    previewRole: consequences,
    checkImport: importPlan,
    import: importPlan,
  },
  groups: { create: group, update: group, remove: z.strictObject({}), list: listOf(group) },
  accounts: {
    import: z.strictObject(imported),
    checkImport: accountPlan,
    importFile: z.strictObject(imported),
    list: listOf(account),
    counts: accountCounts,
  },
  policies: {
    create: policy,
    update: policy,
    archive: policy,
    restore: policy,
    get: policy,
    list: listOf(policy),
    match: z.strictObject({ winner: policyMatch.nullable(), shadowed: z.array(policyMatch) }),
    history: listOf(historyEntry),
    difference: z.strictObject({ changes: z.array(policyChange) }),
    export: z.strictObject({ yaml: z.string().min(1), policies: count }),
    saveExport: z.strictObject({ policies: count }),
    plan: policyPlan,
    apply: policyPlan,
    foresee: impact,
    startWhatIf: z.strictObject({ id }),
    whatIf,
    cancelWhatIf: whatIf,
    whatIfRequests: listOf(whatIfRequest),
    saveDraft: keptDraft,
    loadDraft: z.strictObject({ kept: keptDraft.nullable() }),
    dropDraft: z.strictObject({}),
  },
  requests: {
    preview,
    submit: request,
    get: request,
    timeline: listOf(timelineEntry),
    policies: z
      .strictObject({ winner: policyMatch, shadowed: z.array(policyMatch).max(20), shadowedCount: count })
      .refine(({ shadowed, shadowedCount }) => shadowed.length === Math.min(shadowedCount, 20)),
    remedies,
    list: listOf(request),
    counts,
    approve: request,
    reject: request,
    withdraw: request,
    cancel: request,
    ask: request,
    answer: request,
    bypass: request,
  },
  grants: {
    list: listOf(grant),
    get: grant,
    revoke: endedGrant,
    release: endedGrant,
    reviewBypass: grant,
    check,
  },
  notices: { list: listOf(notice), counts: unread, markRead: unread },
  proposals: {
    make: proposal,
    preview: z.strictObject({ summary: sentence, changes: proposal.shape.changes }),
    list: listOf(proposalSummary),
    get: proposal,
    approve: proposal,
    reject: proposal,
    withdraw: proposal,
  },
  views: {
    list: z.strictObject({ views: z.array(savedView) }),
    save: savedView,
    update: savedView,
    remove: z.strictObject({}),
  },
  ledger: {
    list: listOf(event).extend({ capped: z.boolean() }),
    verify: verification,
    startCheck: checkProgress,
    check: foundCheck,
    cancelCheck: foundCheck,
    keepMark: z.strictObject({ mark: keptMark }),
    mark: z.strictObject({ mark: keptMark.nullable() }),
    saveHead: savedHead,
    printCheck: z.strictObject({}),
  },
} as const;

export type AccountAnswer = z.output<typeof account>;
export type AccountPlanAnswer = z.output<typeof accountPlan>;
export type Refused = z.output<typeof refusal>;
export type RequestAnswer = z.output<typeof request>;
export type PolicyAnswer = z.output<typeof policy>;
export type PersonAnswer = z.output<typeof person>;
export type GroupAnswer = z.output<typeof group>;
export type GrantAnswer = z.output<typeof grant>;
export type EventAnswer = z.output<typeof event>;
export type NoticeAnswer = z.output<typeof notice>;
export type ProposalAnswer = z.output<typeof proposal>;
export type ImportPlanAnswer = z.output<typeof importPlan>;
export type PolicyPlanAnswer = z.output<typeof policyPlan>;
export type ConsequencesAnswer = z.output<typeof consequences>;
