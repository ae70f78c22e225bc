import type { LedgerWarning } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { build, type Connection } from '../connection.ts';
import { EVENT_CODES } from '../eventCodes.ts';

/** The most warnings to list. */
const MOST_WARNINGS = 100;

interface Ahead {
  readonly username: string | null;
  readonly first: number;
  readonly last: number;
  readonly events: number;
  readonly latest: string;
}

interface Correction {
  readonly sequence: number;
  readonly at: string;
}

/**
 * Warns of events dated after this machine's clock (`wallClock` plus a tolerance in seconds), or after the time that an
 * admin later set the clock back to. `made`: the replayed tables. Such events break no rule, so they are not problems.
 */
export function aheadWarnings(made: Connection, wallClock: string, toleranceSeconds: number): LedgerWarning[] {
  const [desk] = made.all(build.selectFrom('fact_desk').select('kind'));
  if (desk?.kind !== 'real') return [];
  const warnings: LedgerWarning[] = [];
  let from = 0;
  for (const { sequence, at } of corrections(made)) {
    for (const ahead of eventsAhead(made, at, from, sequence))
      warnings.push({
        sequence: ahead.last,
        what: t(`integrity.ahead.corrected.${by(ahead)}`, { ...valuesOf(ahead), at, correction: sequence }),
      });
    from = sequence;
  }
  const limit = new Date(Date.parse(wallClock) + toleranceSeconds * 1000).toISOString();
  for (const ahead of eventsAhead(made, limit, from, Number.MAX_SAFE_INTEGER))
    warnings.push({
      sequence: ahead.last,
      what: t(`integrity.ahead.clock.${by(ahead)}`, { ...valuesOf(ahead), at: wallClock }),
    });
  return warnings.slice(0, MOST_WARNINGS);
}

const by = ({ username }: Ahead) => (username === null ? 'desk' : 'person');

function valuesOf({ username, events, first, last, latest }: Ahead) {
  return { username: username ?? '', count: events, first, last, latest };
}

// The corrections that set the clock back.
function corrections(made: Connection): Correction[] {
  return made.all(
    build
      .selectFrom('fact_event as e')
      .innerJoin('fact_event as b', (join) => join.on('b.sequence', '=', (e) => e('e.sequence', '-', 1)))
      .select(['e.sequence', 'e.at'])
      .where('e.type', '=', EVENT_CODES['clock.corrected'])
      .whereRef('e.at', '<', 'b.at')
      .orderBy('e.sequence'),
  );
}

function eventsAhead(made: Connection, at: string, from: number, to: number): Ahead[] {
  return made.all(
    build
      .selectFrom('fact_event as e')
      .leftJoin('fact_person as p', 'p.id_key', 'e.actor_key')
      .select((e) => [
        'p.username',
        e.fn.min('e.sequence').as('first'),
        e.fn.max('e.sequence').as('last'),
        e.fn.countAll<number>().as('events'),
        e.fn.max('e.at').as('latest'),
      ])
      .where('e.sequence', '>', from)
      .where('e.sequence', '<', to)
      .where('e.at', '>', at)
      .groupBy('e.actor_key')
      .orderBy('first'),
  );
}
