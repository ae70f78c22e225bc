import type { WorkspaceKind } from '#contract/session.ts';
import { WriteConnection } from '../../../src-main/store/connection.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { type Activity, activity } from './activity.ts';
import { planChanges } from './changes.ts';
import { liveDirectory } from './directory.ts';
import { planKeys } from './keys.ts';
import { ledgerWriter } from './ledgerWriter.ts';
import { foundOrganisation } from './organisation.ts';
import { planProposals } from './proposals.ts';
import { seeded } from './random.ts';
import { type Schedule, schedule } from './schedule.ts';
import type { Item, World } from './world.ts';

export interface GeneratorOptions {
  /** How many requests are filed. */
  readonly requests: number;
  /** The same seed gives the same workspace, byte for byte of its ledger. */
  readonly seed: number;
  readonly people: number;
  /** The number of days in which they are filed; the fewer, the more of them are open at the end. */
  readonly days: number;
  /** When the desk is founded. */
  readonly foundedAt: string;
  /** In a real one people enrol with codes, keys are reset sometimes, and the workspace keeps no keys of people. */
  readonly kind: WorkspaceKind;
  /** The share of actions on requests with a question or an answer before them. */
  readonly texts: number;
  /** Called after each batch of requests. */
  readonly progress?: (filed: number) => void;
}

export const DEFAULTS: GeneratorOptions = {
  requests: 100_000,
  seed: 1,
  people: 500,
  days: 180,
  foundedAt: '2025-01-06T08:00:00.000Z',
  kind: 'training',
  texts: 0,
};

const DAY = 86_400_000;
const REPORT_EVERY = 10_000;

/**
 * Makes a workspace in an empty folder and fills it by writing real events, chained, signed and projected like
 * the desk's own. Its clock stands at the filing of the last request.
 */
export async function generateWorkspace(directory: string, options: Partial<GeneratorOptions> = {}): Promise<void> {
  const store = await openStore(directory);
  store.close();
  const connection = WriteConnection.open(store.file);
  const { database } = connection;
  // An interrupted one starts again, so nothing needs to be safe on disk before the end. Its foreign keys are right
  // by construction; the tests let SQLite check them.
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('foreign_keys = OFF');
  database.pragma('cache_size = -400000');
  try {
    fill(connection, { ...DEFAULTS, ...options });
    database.pragma('locking_mode = NORMAL');
    database.pragma('journal_mode = WAL');
  } finally {
    connection.close();
  }
}

/** Fills a database with empty tables. */
export function fill(connection: WriteConnection, options: GeneratorOptions): void {
  const random = seeded(options.seed);
  const foundedAt = Date.parse(options.foundedAt);
  const world: World = {
    kind: options.kind,
    random,
    schedule: schedule(),
    ledgerWriter: ledgerWriter(connection, random),
    directory: liveDirectory(),
    groups: new Map(),
    policies: new Map(),
    open: new Map(),
    grants: new Map(),
    openOnce: new Set(),
    filed: 0,
    matcher: null,
  };
  const organisation = foundOrganisation(world, foundedAt, { people: options.people, admins: 5, auditors: 10 });
  const start = foundedAt + 3_600_000;
  const end = start + options.days * DAY;
  planChanges(world, organisation, start, end);
  planProposals(world, organisation, start, end);
  if (world.kind === 'real') planKeys(world, organisation, start, end);
  world.schedule.add(start, { kind: 'file' });
  live(world, activity(world, organisation, options.texts), (end - start) / options.requests, options);
  world.ledgerWriter.finish(world.kind);
}

// Runs everything in order of time, until the last request is filed. `pause`: the mean time between two filings, in milliseconds.
function live(world: World, desk: Activity, pause: number, { requests, progress }: GeneratorOptions): void {
  const { schedule: coming, random } = world;
  for (let next = takeNext(coming); next && world.filed < requests; next = takeNext(coming)) {
    const { at, item } = next;
    switch (item.kind) {
      case 'file': {
        const filed = desk.file(at);
        if (filed && world.filed % REPORT_EVERY === 0) progress?.(world.filed);
        coming.add(at + (filed ? Math.ceil(random.exponential(pause)) : 1), item);
        break;
      }
      case 'act': {
        const request = world.open.get(item.id);
        if (request) desk.act(at, request, item.act);
        break;
      }
      case 'requestDue': {
        const request = world.open.get(item.id);
        if (request) desk.requestDue(at, request);
        break;
      }
      case 'grantDue':
        desk.endGrant(at, item.id, 'time');
        break;
      case 'endGrant':
        desk.endGrant(at, item.id, item.how);
        break;
      case 'review':
        desk.review(at, item.id, item.holderId);
        break;
      case 'change':
        item.make(world, at);
    }
  }
}

function takeNext(coming: Schedule<Item>) {
  return coming.next();
}
