import type { DeskEvent, EventType } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import type { Now } from '../../engine/clock.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { CachedMatcher } from '../kernel/caches.ts';
import type { KeptDirectory } from './directory.ts';

/** What the desk was like right before an event, and when the event says that it happened. */
export interface ReplayContext {
  readonly db: ReadDb;
  readonly kind: WorkspaceKind;
  readonly now: Now;
  readonly matcher: CachedMatcher;
  readonly directory: KeptDirectory;
  /** The number of the rules in force (engine/rules.ts). */
  readonly rules: number;
  /** Time of the event before. */
  readonly before: string;
}

/** The same for an event that somebody caused. */
export interface ActorContext extends ReplayContext {
  /** Enabled, and in a role that may cause the event. */
  readonly actor: Person;
}

export type EventOf<T extends EventType> = Extract<DeskEvent, { type: T }>;

/** What is said of an event about something that is not there. */
export const absent = (what: 'person' | 'group' | 'policy' | 'request' | 'grant' | 'proposal'): string =>
  `it is about a ${what} that does not exist`;
