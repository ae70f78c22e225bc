import type { Fixture } from '../fixture.ts';
import type { Kind } from './fields.ts';

const huge = 'x'.repeat(10_000_000);
const control = ['a\u0000b', 'a\u0007b', 'a\u001b[31mb', 'a\u007fb', 'a\u0085b'];
const bidi = ['a\u202eb', 'a\u2066b'];
const invisible = ['a\u200bb', 'a\u200db', 'a\u00adb', 'a\ufeffb', 'a\u2028b'];
const strange = ['a\ue000b', 'a\u{100000}b', 'a\ud800b'];
const noText = [null, 5, true, [], ['text'], {}, { text: 'text' }];
const noNumber = [null, '5', '', true, [], [5], {}, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const odd = [1.5, -1, 1e21, Number.MAX_SAFE_INTEGER + 2, 5e-324, 9n];

const name = ['', ' ', '\n', '\u3000', 'x'.repeat(257), huge, ...control, ...bidi, ...invisible, ...strange, ...noText];
const text = ['x'.repeat(4_001), huge, 'a\u0000b', 'a\u0007b', 'a\u001bb', ...bidi, ...strange, ...noText];
const patterns = [
  '[',
  'a[',
  '[]',
  '[!]',
  'a]',
  '{a,b',
  'a}',
  '{a,{b}',
  '{a,b}'.repeat(20),
  '{a,b}'.repeat(9),
  '{1..257}',
  '{1..1000000000}',
  '{-9..99999999999999999999999}',
  '{{{{{{{{{{a,b},c},d},e},f},g},h},i},j},k'.repeat(6),
  '{'.repeat(256),
  `${'{a,'.repeat(60)}b`,
];

/** A list with an element that is not of its kind. */
const notIds = [
  '',
  ' ',
  'nonsense',
  '0',
  `${'0'.repeat(36)}`,
  'null',
  '../../etc/passwd',
  "' OR 1=1 --",
  '*',
  huge,
  ...control,
  ...noText,
];

const values: Readonly<Record<Exclude<Kind, `${string}Id`>, readonly unknown[]>> = {
  name,
  email: [...name, 'nobody', '@', 'a@', '@b', 'a b@c', 'a@b@c'],
  pattern: [...name, ...patterns],
  text,
  requiredText: ['', ' \n\t', ...text],
  search: [huge, ...control, ...noText],
  instant: [
    '',
    'yesterday',
    '2026-01-05',
    '2026-01-05T09:00:00',
    '2026-02-30T09:00:00Z',
    '2026-01-05T25:00:00Z',
    '10000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
    '0000-01-01T00:00:00+12:00',
    '1767600000000',
    huge,
    1_767_600_000_000,
    ...control,
    ...noText,
  ],
  cursor: [
    '',
    'nonsense',
    '0',
    '-1',
    'e30=',
    'bnVsbA==',
    'W10=',
    'WzFd',
    "'; DROP TABLE ledger; --",
    huge,
    ...control,
    ...noText,
  ],
  // Every text is read as a file, whose problems are answered by line.
  csv: [huge, ...noText],
  yaml: [huge, ...noText],
  sequence: [...odd, ...noNumber],
  file: ['x'.repeat(20_000_001), ...noText],
  typed: [huge, ...noText],
  amount: [...noNumber, 9n],
  // A blank one counts as missing.
  detail: name.filter((junk) => typeof junk !== 'string' || junk.trim() !== ''),
  hash: ['', ' ', 'nonsense', 'A'.repeat(64), 'a'.repeat(63), `${'a'.repeat(64)}\n`, huge, ...control, ...noText],
  minutes: [0, -0, 481, ...odd, ...noNumber],
  undoSeconds: [-1, 31, ...odd, ...noNumber],
  eventType: ['nonsense', huge, ...control, ...noText],
  limit: [0, 201, -0.5, ...odd, ...noNumber],
  seconds: [0, -0, 31_536_001, ...odd, ...noNumber],
  codeSeconds: [0, 3_599, 604_801, ...odd, ...noNumber],
  pendingSeconds: [0, 59, 2_592_001, ...odd, ...noNumber],
  positive: [0, -0, ...odd, ...noNumber],
  precedence: [1.5, 1e21, -1e21, 9n, ...noNumber],
  flag: [null, 0, 1, '', 'true', 'false', [], {}],
  choice: ['', 'nonsense', 'OPEN', '__proto__', 'toString', huge, ...control, ...noText],
  // A list that may be empty.
  items: [null, 5, '', 'text', true, {}, { length: 1 }, [null], [5], [[]], ['']],
  list: [null, 5, '', 'text', true, {}, { length: 1 }, { 0: 'x', length: 1 }, [null], [5], [[]], ['']],
  object: [null, 5, 'text', true, [], [[]], Number.NaN],
  ref: [null, 5, 'text', [], {}, { kind: 'person' }, { kind: 'robot', id: 'x' }, { kind: 'group', id: '' }],
};

/** Values that a field of a kind must refuse, ids of other kinds among them. */
export function junkFor(kind: Kind, fixture: Fixture): readonly unknown[] {
  const { desk } = fixture;
  const ids = {
    personId: desk.id('alice'),
    groupId: desk.id('@managers'),
    policyId: fixture.policy,
    requestId: fixture.open,
    grantId: fixture.granted,
    proposalId: fixture.proposal,
  };
  switch (kind) {
    case 'anyId':
      return notIds;
    // An id of a what-if is never the id of anything else.
    case 'whatIfId':
      return [...notIds, `${fixture.whatIf} `, fixture.whatIf.toUpperCase(), ...Object.values(ids)];
    case 'viewId':
      return [...notIds, `${fixture.view} `, fixture.view.toUpperCase(), ...Object.values(ids)];
    case 'personId':
    case 'groupId':
    case 'policyId':
    case 'requestId':
    case 'grantId':
    case 'proposalId': {
      const others = Object.entries(ids).flatMap(([of, id]) => (of === kind ? [] : [id]));
      return [...notIds, `${ids[kind]} `, ids[kind].toUpperCase(), `{${ids[kind]}}`, ...others];
    }
    default:
      return values[kind];
  }
}
