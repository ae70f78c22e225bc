import type { Session, WorkspaceKind } from '../../src-preload/contract/session.ts';
import { MAX_AHEAD_SECONDS, MAX_BEHIND_SECONDS } from '../engine/clock.ts';
import type { Now } from '../engine/time.ts';
import type { Head } from '../ledger/append.ts';
import type { Source } from './source.ts';

/**
 * The time of a workspace (DESIGN.md, "Time is passed in" and "Identity and trust"): never before the ledger's newest event. A real workspace
 * follows the wall, unless the wall cannot be trusted; a training workspace stands still, unless it is told to run, in this process and until it ends.
 */
export interface Clock {
  now(kind: WorkspaceKind, head: Head): Now;
  /** Why the wall clock cannot be trusted; null when it can. An empty ledger trusts it. */
  problem(kind: WorkspaceKind, head: Head): ClockProblem | null;
  /** The time of the wall, as it is. */
  wall(): string;
  /** Lets the clock of a training workspace run from here on, or stand still. */
  run(running: boolean, from: Now): void;
  readonly running: boolean;
}

export type ClockProblem = NonNullable<Session['workspace']['clockProblem']>;

export function makeClock(source: Source): Clock {
  let started: { readonly wall: number; readonly desk: number } | null = null;
  let stopped = '';
  const wall = () => Date.parse(source.wallClock());
  const training = (head: Head): string => {
    if (started === null) return later(head.at, stopped);
    const at = iso(started.desk + wall() - started.wall);
    if (at >= head.at) return at;
    // Somebody has moved the clock past where it had run to: it runs on from there.
    started = { wall: wall(), desk: Date.parse(head.at) };
    return head.at;
  };
  const problem = (kind: WorkspaceKind, head: Head): ClockProblem | null => {
    if (kind !== 'real' || head.at === '') return null;
    const ahead = (wall() - Date.parse(head.at)) / 1000;
    if (ahead < -MAX_BEHIND_SECONDS) return 'CLOCK_WENT_BACK';
    return ahead > MAX_AHEAD_SECONDS ? 'CLOCK_LEAPT' : null;
  };
  const real = (head: Head): string => (problem('real', head) === null ? later(head.at, source.wallClock()) : head.at);
  return {
    now: (kind, head) => moment(kind === 'real' ? real(head) : training(head)),
    problem,
    wall: () => source.wallClock(),
    run(running, from) {
      started = running ? { wall: wall(), desk: Date.parse(from.at) } : null;
      stopped = from.at;
    },
    get running() {
      return started !== null;
    },
  };
}

/** A moment as the engine takes it. */
export function moment(at: string): Now {
  return { at, after: (seconds) => iso(Date.parse(at) + seconds * 1000) };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

// Times are compared as text, which holds for years of four digits.
function iso(milliseconds: number): string {
  if (milliseconds > END_OF_TIME) throw new RangeError('No clock goes past the year 9999.');
  return new Date(milliseconds).toISOString();
}

const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
