import { type RequestSort, requestSorts } from '#contract/requests.ts';
import { viewRequests } from '../../src-main/desk/requests/view.ts';
import { type Connection, ReadConnection } from '../../src-main/store/connection.ts';
import { encodeCursor } from '../../src-main/store/queries/cursor.ts';
import { countRequests, listRequests } from '../../src-main/store/requestList/lists.ts';
import { requestIndex } from '../../src-main/store/requestList/requestIndex.ts';
import { measure, type Timing } from './base/measure.ts';
import { count, type Findings, ms, type Table, type Verdict } from './base/report.ts';
import { plainCounts, plainList } from './inbox/plain.ts';
import { type Onlooker, onlookers, pairsOf, type Sample, samplesOf, slowOnesOf } from './inbox/samples.ts';

const PAGE = 50;
const DEEP = 1_000;

const OURS = { rounds: 5, atMostMs: 500 };
/** The rival is slow, so a few rounds are enough. */
const RIVALS = { rounds: 3, atMostMs: 500 };

/** Oldest first is read like newest first, from the other end; single filters show that. */
const OTHER_SORTS: readonly RequestSort[] = ['newest', 'expiring'];

/** The cost of a filter in its worst case: which case, and how long. */
interface Cost extends Timing {
  readonly where: string;
}

interface Costs {
  first?: Cost;
  deep?: Cost;
  counts?: Cost;
  plainFirst?: Cost;
  plainDeep?: Cost;
  plainCounts?: Cost;
}

/** Pages and counts of the inbox of a workspace, by every filter and pair of filters, for three people. */
export function benchInbox(file: string, tell: (line: string) => void): Findings {
  const db = ReadConnection.open(file);
  // What a connection does once is measured by itself (firstUses).
  requestIndex(db);
  const requests = db.database.prepare<[], number>('select max(number) from fact_request').pluck().get() ?? 0;
  const groups: Record<'single' | 'pair' | 'slow', Map<string, Costs>> = {
    single: new Map(),
    pair: new Map(),
    slow: new Map(),
  };
  for (const [index, viewer] of onlookers(db).entries()) {
    const samples = samplesOf(db, viewer);
    const singles = [...samples.singles].flatMap(([name, ways]) => ways.map((filters) => ({ name, filters })));
    for (const [group, list] of [
      ['single', singles],
      ['pair', pairsOf(samples)],
      ['slow', slowOnesOf(samples)],
    ] as const) {
      tell(`inbox: ${viewer.who}, ${list.length} ways to ask by ${group === 'slow' ? 'text, pattern or more' : group}`);
      for (const sample of list)
        ourCosts(
          db,
          viewer,
          sample,
          group === 'single' ? requestSorts : OTHER_SORTS,
          costsIn(groups[group], sample.name),
        );
      // The rival measures an admin and a busy member; a third of each would show the same again.
      if (group !== 'slow' && index < 2)
        for (const sample of firstOfEach(list)) plainCost(db, viewer, sample, costsIn(groups[group], sample.name));
    }
  }
  db.close();
  return {
    verdicts: [
      verdict(`inbox page of 50 out of ${count(requests)}, by a single filter`, groups.single, 10, 'pages'),
      verdict('… by each pair of filters', groups.pair, 10, 'pages'),
      verdict('… by text, pattern, period or three filters', groups.slow, 10, 'pages'),
      verdict('counts, by a single filter or none', groups.single, 15, 'counts'),
      verdict('… by each pair of filters', groups.pair, 15, 'counts'),
      verdict('… by text, pattern, period or three filters', groups.slow, 15, 'counts'),
      ...firstUses(file),
    ],
    tables: [
      table('Inbox: single filters', groups.single, true),
      table('Inbox: pairs of filters', groups.pair, true),
      table('Inbox: text, patterns, periods, three filters', groups.slow, false),
    ],
  };
}

/** Words that many requests have and that no query used before; the first three occur in all justifications. */
const WORDS = ['nightly', 'backup', 'access', 'prod', 'root'];

// What a new connection does once: load the columns, search a word, show a full page.
function firstUses(file: string): Verdict[] {
  const db = ReadConnection.open(file);
  const once = { rounds: 1, atMostMs: 0 };
  const load = measure(() => requestIndex(db), once);
  const [admin] = onlookers(db);
  if (!admin) throw new Error('The workspace has an admin.');
  const { person } = admin;
  const words = WORDS.map((text) => measure(() => countRequests(db, person, { text }), once).median);
  const numbers = listRequests(db, person, { sort: 'newest', limit: PAGE })?.numbers ?? [];
  const view = () => viewRequests(db, numbers, person.id);
  const [cold, warm] = [measure(view, once), measure(view, { rounds: 20, atMostMs: 2_000 })];
  db.close();
  const row = (what: string, took: number, budget: number): Verdict => ({
    what,
    ours: ms(took),
    rival: '—',
    budget: ms(budget),
    met: took <= budget,
  });
  return [
    row('the first list of a connection, which loads the columns', load.median, 100),
    row('counts by a word that nobody asked for before', Math.max(...words), 60),
    row('the requests of a page in full, for the first time', cold.median, 30),
    row('… and again', warm.median, 10),
  ];
}

function costsIn(costs: Map<string, Costs>, name: string): Costs {
  const found = costs.get(name) ?? {};
  costs.set(name, found);
  return found;
}

function firstOfEach(samples: readonly Sample[]): Sample[] {
  return [...new Map([...samples].reverse().map((sample) => [sample.name, sample])).values()];
}

function ourCosts(
  db: Connection,
  { who, person }: Onlooker,
  { filters }: Sample,
  sorts: readonly RequestSort[],
  costs: Costs,
): void {
  const where = `${who}: ${JSON.stringify(filters)}`;
  for (const sort of sorts) {
    const read = (cursor: string | undefined, limit = PAGE) =>
      listRequests(db, person, { ...filters, sort, cursor, limit });
    const at = `${where}, ${sort}`;
    costs.first = slower(
      costs.first,
      at,
      measure(() => read(undefined), OURS),
    );
    const cursor = deepCursor(sort, (limit) => read(undefined, limit));
    costs.deep = slower(
      costs.deep,
      at,
      measure(() => read(cursor), OURS),
    );
  }
  costs.counts = slower(
    costs.counts,
    where,
    measure(() => countRequests(db, person, filters), OURS),
  );
}

/** The cursor of the thousandth page, or of the last one if there are fewer. */
function deepCursor(sort: RequestSort, read: (limit: number) => ReturnType<typeof listRequests>): string | undefined {
  const before = read(PAGE * (DEEP - 1));
  if (!before || before.nextCursor !== null) return before?.nextCursor ?? undefined;
  const pages = Math.ceil(before.numbers.length / PAGE);
  if (pages < 2) return undefined;
  const at = before.numbers[(pages - 1) * PAGE - 1];
  if (sort === 'expiring' || at === undefined) return read((pages - 1) * PAGE)?.nextCursor ?? undefined;
  return encodeCursor(`requests ${sort}`, at);
}

function plainCost(db: Connection, { who, person }: Onlooker, { filters }: Sample, costs: Costs): void {
  const list = plainList(db, person, filters);
  const ours = listRequests(db, person, { ...filters, sort: 'newest', limit: PAGE });
  if (JSON.stringify(ours?.numbers) !== JSON.stringify(list(0)))
    throw new Error(`The inbox and its rival disagree about ${who} and ${JSON.stringify(filters)}.`);
  costs.plainFirst = slower(
    costs.plainFirst,
    who,
    measure(() => list(0), RIVALS),
  );
  costs.plainDeep = slower(
    costs.plainDeep,
    who,
    measure(() => list(PAGE * (DEEP - 1)), RIVALS),
  );
  costs.plainCounts = slower(costs.plainCounts, who, measure(plainCounts(db, person, filters), RIVALS));
}

// The slower case by its median, and the slowest round of both.
function slower(known: Cost | undefined, where: string, timing: Timing): Cost {
  if (known === undefined) return { ...timing, where };
  const worst = Math.max(known.worst, timing.worst);
  return timing.median > known.median ? { ...timing, where, worst } : { ...known, worst };
}

function verdict(what: string, costs: Map<string, Costs>, budget: number, kind: 'pages' | 'counts'): Verdict {
  const all = [...costs.values()];
  const ours = all
    .flatMap(({ first, deep, counts }) => (kind === 'pages' ? [first, deep] : [counts]))
    .filter((cost) => cost !== undefined);
  const plain = all
    .flatMap(({ plainFirst, plainDeep, plainCounts: grouped }) =>
      kind === 'pages' ? [plainFirst, plainDeep] : [grouped],
    )
    .filter((cost) => cost !== undefined);
  const slowest = Math.max(...ours.map(({ median }) => median));
  return {
    what,
    ours: `${ms(slowest)} (worst ${ms(Math.max(...ours.map(({ worst }) => worst)))})`,
    rival: plain.length === 0 ? '—' : `${ms(Math.max(...plain.map(({ median }) => median)))}`,
    budget: ms(budget),
    met: slowest <= budget,
  };
}

function table(title: string, costs: Map<string, Costs>, rivals: boolean): Table {
  const cell = (cost: Cost | undefined) => (cost === undefined ? '—' : `${ms(cost.median)} (${ms(cost.worst)})`);
  const plain = (cost: Cost | undefined) => (cost === undefined ? '—' : ms(cost.median));
  return {
    title,
    says: `Median of the slowest sample, for three people, by order and by values that most, few and some requests have; in brackets the slowest round, the first ones included. “Deep” is the thousandth page, or the last one if there are fewer.${rivals ? ' Plain: one query of conditions with EXISTS and OFFSET over the same tables and indexes.' : ''}`,
    columns: [
      'filter',
      'first page',
      'deep page',
      'counts',
      ...(rivals ? ['plain first', 'plain deep', 'plain counts'] : []),
    ],
    rows: [...costs].map(([name, one]) => [
      name,
      cell(one.first),
      cell(one.deep),
      cell(one.counts),
      ...(rivals ? [plain(one.plainFirst), plain(one.plainDeep), plain(one.plainCounts)] : []),
    ]),
  };
}
