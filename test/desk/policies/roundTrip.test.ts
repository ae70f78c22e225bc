import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input } from '#contract/contract.ts';
import { openDesk, type TestDesk } from '../support.ts';

type Rules = Input<'policies', 'create'>;

// Everything that YAML could misread: its indicators, its words for other types, quotation marks, blanks and lines.
const awkward = [
  ...[
    'yes',
    'no',
    'null',
    '~',
    'true',
    '1',
    '0x1',
    '1e3',
    '.inf',
    '2026-01-05',
    '-',
    '?',
    ':',
    '- a',
    'a: b',
    'a # b',
    '#',
    '&a',
    '*a',
    '!a',
  ],
  ...[
    '|',
    '>',
    '%',
    '@',
    '`',
    '"',
    "'",
    '[a]',
    '{a: b}',
    '{{ x }}',
    'a"b',
    "it's",
    '\\n',
    '…',
    'é',
    '𝒳',
    '<<',
    '=',
    '--- a',
    '...',
    '\\',
    'a\\',
  ],
];
const lines = [
  'two\nlines',
  'a\n\n\nb',
  '  indented\n  more',
  'tab\there',
  'a\r\nb',
  'ends with colon:\n- x',
  '# no comment\nat all',
  'long '.repeat(60),
];
const anyName = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ''),
);
const anyText = fc.oneof(fc.constantFrom(...awkward, ...lines), fc.string({ unit: 'grapheme', maxLength: 60 }));
// Braces and brackets are syntax in a pattern, so they are balanced here.
const anyPattern = fc.constantFrom(
  '*',
  'prod-*',
  '[*]',
  '{a,b}',
  '?',
  '- x',
  '#x',
  '!x',
  '&x',
  'yes',
  '5',
  'a: b',
  '@',
  '%',
  '[!a]*',
  "'",
  '"',
);

const rulesFor = (desk: TestDesk): fc.Arbitrary<Rules> => {
  const refs = fc.array(fc.constantFrom(...desk.refs('bob carol dan @managers @no')), { minLength: 1, maxLength: 3 });
  return fc.record({
    name: anyName,
    description: fc.option(anyText),
    conditions: fc.array(
      fc.oneof(
        fc.record({ resource: anyPattern }),
        fc.record({ account: anyPattern }),
        fc.record({ resource: anyPattern, account: anyPattern }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    duration: fc.record({
      minSeconds: fc.integer({ min: 1, max: 60 }),
      maxSeconds: fc.integer({ min: 60, max: 31_536_000 }),
    }),
    pendingTtlSeconds: fc.integer({ min: 60, max: 2_592_000 }),
    steps: fc.array(fc.record({ name: fc.option(anyName), approvers: refs, required: fc.constant(1) }), {
      minLength: 1,
      maxLength: 3,
    }),
    distinctApprovers: fc.constant(false),
    precedence: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
    requireJustification: fc.boolean(),
    requireTicket: fc.boolean(),
    bypass: fc.option(fc.record({ bypassers: refs })),
  });
};

async function staffed(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('bob carol dan');
  await desk.group('managers', 'bob carol');
  await desk.group('no', 'dan');
  return desk;
}

test('an exported policy changes nothing when imported, and makes the same policies on another desk', async () => {
  const [desk, other] = [await staffed(), await staffed()];
  let made = 0;
  await fc.assert(
    fc.asyncProperty(rulesFor(desk), async (rules) => {
      const created = await desk.answer('admin', 'policies.create', rules);
      // A name that is taken, or a character that a name cannot have.
      fc.pre(created.ok);
      made += 1;
      const { yaml } = await desk.as('admin').policies.export({});
      const { actions, problems } = await desk.as('admin').policies.plan({ yaml });
      expect(problems).toEqual([]);
      expect(new Set(actions.map(({ action }) => action))).toEqual(new Set(['unchanged']));
      expect(actions).toHaveLength(made);
      await other.as('admin').policies.apply({ yaml });
      expect((await other.as('admin').policies.export({})).yaml).toBe(yaml);
    }),
    { numRuns: 60, maxSkipsPerRun: 50 },
  );
  expect(await other.as('admin').ledger.verify({})).toMatchObject({ ok: true });
}, 120_000);
