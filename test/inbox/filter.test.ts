import { describe, expect, test } from 'vitest';
import { completionsOf, draftOf, type Names, nameDraft } from '../../src-renderer/inbox/filter/complete.ts';
import { filterKeys } from '../../src-renderer/inbox/filter/keys.ts';
import { completed, lineSoFar, openLine, tokenized, wholeLine, without } from '../../src-renderer/inbox/filter/line.ts';
import { type Known, meaningOf } from '../../src-renderer/inbox/filter/meaning.ts';
import { readPieces, writePieces, writeToken, writeWords } from '../../src-renderer/inbox/filter/pieces.ts';
import { lineOf, showOf, shows, tokenOf, withShow } from '../../src-renderer/inbox/filter/shows.ts';

const known: Known = {
  me: 'id-carol',
  people: [
    { id: 'id-alice', username: 'alice', name: 'Alice Grant' },
    { id: 'id-carol', username: 'carol', name: 'Carol Dufresne' },
    { id: 'id-sam', username: 'sam', name: 'Sam Lee' },
    { id: 'id-sam2', username: 'sam2', name: 'Sam Lee' },
    { id: 'id-zoe', username: 'zoë', name: 'Zoë' },
  ],
  policies: [
    { id: 'id-db', name: 'production-db' },
    { id: 'id-web', name: 'Web servers' },
  ],
  now: '2026-03-10T12:34:56.789Z',
};

const brief = (line: string) =>
  readPieces(line).map((piece) => (piece.kind === 'word' ? piece.text : [piece.key, piece.value]));
const filtersOf = (line: string) => {
  const { filters, problems, pending } = meaningOf(readPieces(line), known);
  expect({ line, problems, pending }).toEqual({ line, problems: [], pending: false });
  return filters;
};
const wrongIn = (line: string, about: Known = known) =>
  meaningOf(readPieces(line), about).problems.map(({ message }) => message);

describe('reading a filter line', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['is:open', [['is', 'open']]],
    ['  IS:Open   payroll ', [['is', 'Open'], 'payroll']],
    ['resource:prod-*', [['resource', 'prod-*']]],
    ['account:CORP\\admin', [['account', 'CORP\\admin']]],
    ['requester:"Alice Grant"', [['requester', 'Alice Grant']]],
    ['requester:"Alice \\"Al\\" Grant"', [['requester', 'Alice "Al" Grant']]],
    ['account:"CORP\\\\ad min"', [['account', 'CORP\\ad min']]],
    ['resource:a"b c"d', [['resource', 'ab cd']]],
    ['"is:open"', ['is:open']],
    ['"two words" three', ['two words', 'three']],
    ['is:', [['is', '']]],
    ['is: open', [['is', ''], 'open']],
    ['nonsense:x', [['nonsense', 'x']]],
    ['resource:a:b', [['resource', 'a:b']]],
    ['10:30', ['10:30']],
    [':x', [':x']],
    ['#1042', [['number', '1042']]],
    ['#OPS', ['#OPS']],
    ['is:open\u00a0x', [['is', 'open'], 'x']],
    ['requester:"Alice Gr', [['requester', 'Alice Gr']]],
  ])('%s', (line, pieces) => {
    expect(brief(line)).toEqual(pieces);
  });

  test('loses no typed text: every piece has its place and its spelling', () => {
    for (const line of ['is:open  "a b" c\\d x:"y', ' #12 resource:"p q" 10:30  ']) {
      for (const piece of readPieces(line)) expect(line.slice(piece.from, piece.to)).toBe(piece.raw);
      expect(brief(writePieces(readPieces(line)))).toEqual(brief(line));
    }
  });

  test('reports a quotation mark that is not closed', () => {
    expect(readPieces('a requester:"Alice').map(({ open }) => open)).toEqual([false, true]);
    expect(readPieces('"\\"').map(({ open }) => open)).toEqual([true]);
  });

  test.each(['alice', 'Alice Grant', 'a"b', 'CORP\\ad min', 'x\\', '', '"', 'prod-{a,b}*'])(
    'a value that is written reads back the same: %s',
    (value) => {
      expect(brief(writeToken('resource', value))).toEqual([['resource', value]]);
    },
  );

  test('words that look like tokens are written so that they stay words', () => {
    expect(brief(writeWords('is:open #12 plain say "x"'))).toEqual(['is:open', '#12', 'plain', 'say', '"x"']);
  });
});

describe('what a filter line means', () => {
  test.each([
    ['', {}],
    ['is:open', { status: 'open' }],
    ['IS:OPEN', { status: 'open' }],
    ['is:expired waiting:me', { status: 'expired', waitingOnMe: true }],
    ['requester:alice', { requesterId: 'id-alice' }],
    ['requester:ALICE', { requesterId: 'id-alice' }],
    ['requester:me', { requesterId: 'id-carol' }],
    ['requester:"carol dufresne"', { requesterId: 'id-carol' }],
    ['requester:ZOE\u0308', { requesterId: 'id-zoe' }],
    ['resource:prod-* account:root', { resource: 'prod-*', account: 'root' }],
    ['policy:Production-DB', { policyId: 'id-db' }],
    ['policy:"web servers"', { policyId: 'id-web' }],
    ['stuck:yes', { stuck: true }],
    ['stuck:No', { stuck: false }],
    ['sort:oldest', { sort: 'oldest' }],
    ['#1042', { number: 1042 }],
    ['number:7', { number: 7 }],
    ['payroll  ops', { text: 'payroll ops' }],
    ['index is:open "re build"', { status: 'open', text: 'index re build' }],
    ['""', {}],
  ])('%s', (line, filters) => {
    expect(filtersOf(line)).toEqual(filters);
  });

  test('times count back from the clock of the workspace, in steps, so that a list is not read again each second', () => {
    expect(filtersOf('older:2d')).toEqual({ submittedTo: '2026-03-08T12:24:00.000Z' });
    expect(filtersOf('newer:7d')).toEqual({ submittedFrom: '2026-03-03T12:24:00.000Z' });
    expect(filtersOf('older:1H')).toEqual({ submittedTo: '2026-03-10T11:34:00.000Z' });
    expect(filtersOf('newer:30min')).toEqual({ submittedFrom: '2026-03-10T12:04:56.000Z' });
    expect(filtersOf('newer:2w older:1w')).toEqual({
      submittedFrom: '2026-02-24T11:36:00.000Z',
      submittedTo: '2026-03-03T11:36:00.000Z',
    });
  });

  test.each([
    ['is:opened', 'It takes open, approved, rejected, cancelled or expired.'],
    ['is:', 'is: needs a value: open, approved'],
    ['waiting:alice', 'It takes me.'],
    ['stuck:perhaps', 'It takes yes or no.'],
    ['older:2', 'a number with min, h, d or w'],
    ['older:0d', 'a number with min, h, d or w'],
    ['newer:yesterday', 'a number with min, h, d or w'],
    ['number:0', 'a whole number'],
    ['number:x', 'a whole number'],
    ['sort:size', 'It takes newest, oldest or expiring.'],
    ['requester:nobody', 'Nobody here is called “nobody”.'],
    ['requester:"Sam Lee"', 'could be sam or sam2'],
    ['policy:none', 'There is no policy named “none”.'],
    ['colour:red', 'There is no “colour:”. You can use is:, waiting:, requester:'],
    ['toString:x', 'There is no “tostring:”.'],
    ['constructor:x', 'There is no “constructor:”.'],
  ])('%s is wrong, and the message says what is possible', (line, sentence) => {
    const { filters, problems } = meaningOf(readPieces(`${line} is:open`.replace(/^is:.* is:open$/, line)), known);
    expect(problems.map(({ message }) => message).join()).toContain(sentence);
    expect(filters).not.toHaveProperty('text');
  });

  test('a wrong token is left out, and the rest still counts', () => {
    const meaning = meaningOf(readPieces('is:open colour:red payroll'), known);
    expect(meaning.filters).toEqual({ status: 'open', text: 'payroll' });
    expect(meaning.problems).toMatchObject([{ piece: { raw: 'colour:red' } }]);
  });

  test('the first of repeated tokens counts, and the others are wrong', () => {
    const meaning = meaningOf(readPieces('is:open is:approved IS:open'), known);
    expect(meaning.filters).toEqual({ status: 'open' });
    expect(meaning.problems.map(({ piece }) => piece.raw)).toEqual(['is:approved', 'IS:open']);
    expect(wrongIn('x:1 x:2')).toHaveLength(2);
  });

  test('names wait until the desk has answered which people and policies exist', () => {
    const nothing = { ...known, people: undefined, policies: undefined };
    for (const line of ['requester:alice', 'policy:production-db'])
      expect(meaningOf(readPieces(line), nothing)).toMatchObject({ pending: true, problems: [], filters: {} });
    expect(meaningOf(readPieces('requester:me is:open'), nothing)).toMatchObject({ pending: false });
  });

  test('a person who may not read policies is told that they cannot filter by one', () => {
    expect(wrongIn('policy:production-db', { ...known, policies: null })[0]).toContain('admins and auditors');
  });

  test('every key that is offered is understood, with its example', () => {
    for (const { key, example } of filterKeys) filtersOf(writeToken(key, example));
  });
});

describe('the choices above a list', () => {
  test('are tokens of the line', () => {
    for (const show of shows) expect(showOf(readPieces(tokenOf(show)))).toBe(show);
    expect(showOf(readPieces('is:open waiting:me'))).toBe('waiting');
    expect(showOf(readPieces('waiting:me is:approved'))).toBeNull();
    expect(showOf(readPieces('payroll IS:Open stuck:yes'))).toBe('open');
  });

  test('replace each other, and leave everything else as it was typed', () => {
    expect(withShow('is:open  stuck:yes "a b"', 'approved')).toBe('is:approved stuck:yes "a b"');
    expect(withShow('payroll waiting:me', 'all')).toBe('payroll');
    expect(withShow('', 'waiting')).toBe('waiting:me');
  });

  test('make a line with words that were separate before', () => {
    expect(lineOf('open', 'payroll is:x')).toBe('is:open payroll "is:x"');
    expect(lineOf('all', '')).toBe('');
  });
});

describe('a line during typing', () => {
  test('moves tokens out of the text when a blank ends them, and never words', () => {
    const line = tokenized({ tokens: [], typed: 'index is:open re' });
    expect(line).toMatchObject({ tokens: [{ raw: 'is:open' }], typed: 'index re' });
    expect(tokenized({ tokens: [], typed: 'is:open' }).tokens).toEqual([]);
    expect(tokenized({ tokens: [], typed: 'is:open' }, true)).toMatchObject({
      tokens: [{ raw: 'is:open' }],
      typed: '',
    });
    expect(tokenized({ tokens: [], typed: 'requester:"Alice Grant' }).tokens).toEqual([]);
    expect(tokenized({ tokens: [], typed: 'nonsense:x ' })).toMatchObject({
      tokens: [{ raw: 'nonsense:x' }],
      typed: '',
    });
  });

  test('searches for complete tokens, and keeps all of the typed text', () => {
    const line = { ...openLine('is:open'), typed: 'payroll requester:al' };
    expect(lineSoFar(line)).toBe('is:open payroll');
    expect(wholeLine(line)).toBe('is:open payroll requester:al');
    expect(lineSoFar({ ...line, typed: 'payroll' })).toBe('is:open payroll');
  });

  test('reads the same from the address', () => {
    for (const line of ['is:open stuck:yes payroll "is:x"', 'colour:red #12', ''])
      expect(brief(wholeLine(openLine(line)))).toEqual(brief(line));
  });

  test('loses a removed token', () => {
    expect(wholeLine(without(openLine('is:open stuck:yes x'), 0))).toBe('stuck:yes x');
  });
});

describe('completion', () => {
  const none: Names = { resources: [], accounts: [] };
  const labels = (draft: string, names = none, about: Known = known) =>
    completionsOf(draft, about, names).map(({ label }) => label);

  test('offers every key at first, then the keys that begin as typed', () => {
    expect(labels('')).toEqual(filterKeys.map(({ key }) => `${key}:`));
    expect(labels('re')).toEqual(['requester:', 'resource:']);
    expect(labels('payroll')).toEqual([]);
    expect(labels('pol', none, { ...known, policies: null })).toEqual([]);
  });

  test('offers values: statuses, people (by name too), policies, names of the inventory, times', () => {
    expect(labels('is:')).toEqual(['is:open', 'is:approved', 'is:rejected', 'is:cancelled', 'is:expired']);
    expect(labels('is:re')).toEqual(['is:rejected', 'is:expired']);
    expect(labels('requester:duf')).toEqual(['requester:carol']);
    expect(labels('requester:m')[0]).toBe('requester:me');
    expect(labels('policy:web')).toEqual(['policy:Web servers']);
    expect(labels('resource:p', { resources: ['prod-db', 'payroll'], accounts: [] })).toHaveLength(2);
    expect(labels('older:3')).toEqual(['older:3min', 'older:3h', 'older:3d', 'older:3w']);
    expect(labels('newer:')).toContain('newer:7d');
  });

  test('quotes an inserted value if necessary, and makes a token of it', () => {
    const [web] = completionsOf('policy:web', known, none);
    expect(web?.insert).toBe('policy:"Web servers"');
    const line = completed({ tokens: [], typed: 'payroll policy:web' }, web?.insert ?? '', true);
    expect(line).toMatchObject({ tokens: [{ key: 'policy', value: 'Web servers' }], typed: 'payroll ' });
    expect(completed({ tokens: [], typed: 'payroll re' }, 'resource:', false).typed).toBe('payroll resource:');
  });

  test('knows the token at the cursor, and which names to ask the inventory for', () => {
    expect(draftOf('payroll requ')).toBe('requ');
    expect(draftOf('payroll ')).toBe('');
    expect(draftOf('requester:"Alice Gr')).toBe('requester:"Alice Gr');
    expect(nameDraft('resource:pro')).toEqual({ kind: 'resource', text: 'pro' });
    expect(nameDraft('requester:pro')).toBeNull();
  });
});
