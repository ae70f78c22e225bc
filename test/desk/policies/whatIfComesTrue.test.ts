import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Input } from '#contract/contract.ts';
import { openSharedDesk, type TestDesk, untilOver } from '../support.ts';

// Few values of each kind, so that policies and requests often overlap.
const people = ['alice', 'bob', 'carol', 'dan'] as const;
const names = ['bob', 'carol', 'dan', '@managers', '@security'];
const one = fc.constantFrom(...people);
const pattern = fc.constantFrom('*', 'prod-*', 'prod-db', '*-db', 'stage-{db,web}');
const condition = fc.oneof(
  fc.record({ resource: pattern }),
  fc.record({ resource: pattern, account: fc.constantFrom('root', '*') }),
  fc.constant({ account: 'root' }),
);
const by = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 });
const rules = fc.record({
  conditions: fc.array(condition, { minLength: 1, maxLength: 2 }),
  duration: fc.record({ minSeconds: fc.constantFrom(1, 600), maxSeconds: fc.constantFrom(900, 7_200) }),
  steps: fc.array(fc.record({ by, required: fc.constantFrom(1, 1, 2) }), { minLength: 1, maxLength: 2 }),
  distinctApprovers: fc.boolean(),
  precedence: fc.constantFrom(0, 0, 1),
  requireJustification: fc.boolean(),
  requireTicket: fc.boolean(),
  bypassers: fc.option(by, { freq: 4 }),
});
const ask = fc.record({
  who: one,
  resource: fc.constantFrom('prod-db', 'prod-web', 'stage-db', 'wiki'),
  account: fc.constantFrom('root', 'app'),
  durationSeconds: fc.constantFrom(60, 600, 3_600),
  justification: fc.constantFrom(null, 'why'),
  ticket: fc.constantFrom(null, 'OPS-1'),
});
type Rules = typeof rules extends fc.Arbitrary<infer R> ? R : never;
type Ask = typeof ask extends fc.Arbitrary<infer A> ? A : never;

function termsOf(desk: TestDesk, name: string, { steps, bypassers, ...rest }: Rules): Input<'policies', 'create'> {
  return {
    name,
    ...rest,
    steps: steps.map((step) => ({ approvers: desk.refs(step.by.join(' ')), required: step.required })),
    bypass: bypassers && { bypassers: desk.refs(bypassers.join(' ')) },
  };
}

const file = (desk: TestDesk, { who, ...input }: Ask) => desk.answer(who, 'requests.submit', input);

async function preview(desk: TestDesk, { who, resource, account, durationSeconds }: Ask) {
  const seen = await desk.as(who).requests.preview({ resource, account, durationSeconds });
  return { policy: seen.policy?.name ?? null, refused: seen.refusal?.code ?? null };
}

/** States the outcome of a new filing as a what-if states that of a past one: its findings, and the rule that refused it. */
async function tried(desk: TestDesk, request: Ask) {
  const policy = (await preview(desk, request)).policy;
  const before = desk.length;
  const given = await file(desk, request);
  if (given.ok) return { policy, refused: null };
  expect(desk.length).toBe(before);
  const fields = Object.keys(given.error.fields ?? {}).sort();
  return { policy, refused: [given.error.code, ...fields].join(' ') };
}

// The rules in the order in which filing asks them.
function foretold({ findings, to }: { findings: readonly string[]; to: { name: string } | null }) {
  const missing = [
    ...(findings.includes('JUSTIFICATION_MISSING') ? ['justification'] : []),
    ...(findings.includes('TICKET_MISSING') ? ['ticket'] : []),
  ];
  const refused = findings.includes('NO_POLICY')
    ? 'NO_MATCHING_POLICY'
    : missing.length > 0
      ? ['INVALID_INPUT', ...missing].join(' ')
      : findings.includes('DURATION_REFUSED')
        ? 'DURATION_OUT_OF_RANGE'
        : findings.includes('TOO_FEW_APPROVERS')
          ? 'QUORUM_IMPOSSIBLE'
          : null;
  return { policy: to?.name ?? null, refused };
}

it('a what-if predicts what requests meet once the draft is saved, on random desks', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(rules, { minLength: 1, maxLength: 3 }),
      rules,
      fc.boolean(),
      fc.uniqueArray(ask, {
        minLength: 1,
        maxLength: 8,
        selector: (each) => `${each.who} ${each.resource} ${each.account}`,
      }),
      async (present, draft, replacing, asked) => {
        const { desk, dispose } = await openSharedDesk();
        try {
          await desk.hire(people.join(' '));
          await desk.group('managers', 'bob carol');
          await desk.group('security', 'dan');
          const admin = desk.as('admin');
          const saved: string[] = [];
          for (const [index, each] of present.entries()) {
            const given = await desk.answer('admin', 'policies.create', termsOf(desk, `p${index}`, each));
            if (given.ok) saved.push((await admin.policies.list({ text: `p${index}` })).items[0]?.id ?? '');
          }
          const filed: Ask[] = [];
          for (const each of asked) if ((await file(desk, each)).ok) filed.push(each);
          fc.pre(filed.length > 0);
          const replaces = replacing ? saved[0] : undefined;
          const written = termsOf(desk, 'draft', draft);
          const begun = await desk.answer('admin', 'policies.startWhatIf', {
            draft: written,
            ...(replaces === undefined ? {} : { replaces }),
          });
          const keep = () =>
            replaces === undefined
              ? desk.answer('admin', 'policies.create', written)
              : desk.answer('admin', 'policies.update', { ...written, id: replaces, version: 1 });
          if (!begun.ok) {
            expect(await keep()).toMatchObject({ ok: false, error: { code: begun.error.code } });
            return;
          }
          const { id } = Object(begun.result);
          const run = await untilOver(desk, String(id));
          expect(run).toMatchObject({ state: 'done', done: filed.length });
          const { items } = await admin.policies.whatIfRequests({ id: run.id, limit: 200 });
          const before = await Promise.all(filed.map((each) => preview(desk, each)));

          expect(await keep()).toMatchObject({ ok: true });
          for (const { id: open } of (await admin.requests.list({ status: 'open', limit: 200 })).items)
            await admin.requests.cancel({ id: open, comment: 'to be filed again' });
          for (const [index, each] of filed.entries()) {
            const row = items.find(({ number }) => number === index + 1);
            met.add(row ? 'another outcome' : 'the same outcome');
            if (row) {
              expect(await tried(desk, each)).toEqual(foretold(row));
              expect(row.fate === 'refused').toBe(foretold(row).refused !== null);
            } else {
              const after = await preview(desk, each);
              // A policy with equal rules may still have another name.
              expect([before[index]?.policy, 'draft']).toContainEqual(after.policy);
              expect(after.refused === 'DUPLICATE_REQUEST').toBe(false);
              expect((await file(desk, each)).ok).toBe(true);
            }
          }
        } finally {
          await dispose();
        }
      },
    ),
    { numRuns: 60 },
  );
  expect([...met].sort()).toEqual(['another outcome', 'the same outcome']);
}, 120_000);
