import type { SessionView, WorkspaceKind } from '#contract/session.ts';
import { ANYONE_CONFIRMS_SECONDS, LEAP_SECONDS, MAX_BEHIND_SECONDS, type Now } from '../../engine/clock.ts';
import type { Head } from '../../ledger/append.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk, loadHead } from '../../store/queries/desk.ts';
import type { AccessTimes } from '../../store/queries/grants.ts';
import { loadVouchedTime } from '../../store/queries/workstation.ts';
import type { Environment } from './environment.ts';

/** What the time of a workspace depends on, besides the clocks of the machine. */
export interface ClockState {
  readonly kind: WorkspaceKind;
  readonly head: Head;
  /** The time for which a running desk last vouched, in this process or another one; null if none did. */
  readonly vouchedAt: string | null;
}

/** Reads the state. A workspace without a desk trusts every clock. */
export function clockState(db: ReadDb, head: Head = loadHead(db)): ClockState {
  const kind = loadDesk(db)?.kind ?? 'training';
  return { kind, head, vouchedAt: kind === 'real' ? loadVouchedTime(db) : null };
}

/**
 * The time of a workspace (docs/rules.md#time-is-passed-in and docs/rules.md#identity-and-trust): never before the ledger's newest event. A real workspace
 * follows the wall clock while that can be trusted. The clock of a training workspace stands still, unless this process lets it run.
 */
export interface Clock {
  now(state: ClockState): Now;
  /** Why the wall clock cannot be trusted; null if it can (docs/decisions/0020). An empty ledger trusts it. */
  problem(state: ClockState): ClockProblem | null;
  /** The time of the wall clock as it is, ISO 8601 UTC. */
  wall(): string;
  /** The same in milliseconds since 1970. */
  wallMs(): number;
  /** The times by which access has begun and is over. A training desk has one clock for both. */
  accessTimes(kind: WorkspaceKind, now: Now): AccessTimes;
  /** The time for which access is checked: the desk's time, but not later than the machine's clock. */
  accessAt(kind: WorkspaceKind, now: Now): string;
  /** Starts or stops the clock of a training workspace at a time. */
  run(running: boolean, from: Now): void;
  readonly running: boolean;
}

export type ClockProblem = NonNullable<SessionView['workspace']['clockProblem']>;

/** How long other processes rely on the time for which a running desk vouched, in milliseconds. */
const RELIED_ON_MS = 120_000;

export function makeClock(environment: Environment): Clock {
  let started: { readonly wall: number; readonly desk: number } | null = null;
  let stopped = '';
  const wallMs = () => Date.parse(environment.wallClock());
  const watch = watchWall(environment);
  const training = (head: Head): string => {
    if (started === null) return later(head.at, stopped);
    const at = iso(started.desk + wallMs() - started.wall);
    if (at >= head.at) return at;
    // The clock was moved past the time that it had reached: it runs on from there.
    started = { wall: wallMs(), desk: Date.parse(head.at) };
    return head.at;
  };
  const problem = ({ kind, head, vouchedAt }: ClockState): ClockProblem | null => {
    if (kind !== 'real' || head.at === '') return null;
    const now = wallMs();
    const reached = Date.parse(head.at);
    if (now < reached - MAX_BEHIND_SECONDS * 1000) return 'CLOCK_WENT_BACK';
    const noted = vouchedAt === null ? reached : Date.parse(vouchedAt);
    const known = Math.max(
      reached,
      watch.expected() ?? reached,
      Math.abs(now - noted) <= RELIED_ON_MS ? noted : reached,
    );
    if (now - known > LEAP_SECONDS * 1000 || now - reached > ANYONE_CONFIRMS_SECONDS * 1000) return 'CLOCK_LEAPT';
    watch.trust();
    return null;
  };
  const accessTimes = (kind: WorkspaceKind, now: Now): AccessTimes => {
    if (kind === 'training') return { begunBy: now.at, overBy: now.at };
    const at = environment.wallClock();
    return { begunBy: iso(Date.parse(at) + MAX_BEHIND_SECONDS * 1000), overBy: later(now.at, at) };
  };
  return {
    now(state) {
      const { kind, head } = state;
      if (kind === 'training') return moment(training(head));
      return moment(problem(state) === null ? later(head.at, environment.wallClock()) : head.at);
    },
    problem,
    wall: () => environment.wallClock(),
    wallMs,
    accessTimes,
    accessAt(kind, now) {
      const { begunBy } = accessTimes(kind, now);
      return begunBy < now.at ? begunBy : now.at;
    },
    run(running, from) {
      started = running ? { wall: wallMs(), desk: Date.parse(from.at) } : null;
      stopped = from.at;
    },
    get running() {
      return started !== null;
    },
  };
}

/** Compares the wall clock with the monotonic clock, which nobody can set. */
interface WallWatch {
  /** What the wall clock should show now, in milliseconds since 1970; null before it was first trusted. */
  expected(): number | null;
  /** The wall clock is right now. */
  trust(): void;
}

function watchWall(environment: Environment): WallWatch {
  let trusted: { readonly wall: number; readonly monotonic: number } | null = null;
  return {
    expected: () => trusted && trusted.wall + environment.monotonicMs() - trusted.monotonic,
    trust() {
      trusted = { wall: Date.parse(environment.wallClock()), monotonic: environment.monotonicMs() };
    },
  };
}

/** The latest time: times are compared as text, which works for years of four digits. */
export const END_OF_TIME = '9999-12-31T23:59:59.999Z';

/** A time as the engine takes it. Nothing lasts past the end of time. */
export function moment(at: string): Now {
  const milliseconds = Date.parse(at);
  return {
    at,
    after: (seconds) => iso(milliseconds + seconds * 1000),
    secondsUntil: (later) => (Date.parse(later) - milliseconds) / 1000,
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** Milliseconds since 1970 as ISO 8601 UTC; at most the end of time. */
export function iso(milliseconds: number): string {
  return new Date(Math.min(milliseconds, Date.parse(END_OF_TIME))).toISOString();
}
