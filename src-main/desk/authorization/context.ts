import type { DeskEvent, EventType } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import type { Now } from '../../engine/clock.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { CachedDirectory } from './directory.ts';
import type { ReplayState } from './state.ts';

/** The state of the desk right before an event, and the event's time. */
export interface ReplayContext {
  readonly db: ReadDb;
  readonly kind: WorkspaceKind;
  readonly now: Now;
  readonly state: ReplayState;
  readonly directory: CachedDirectory;
  /** The number of the rules in force (engine/rules.ts). */
  readonly rules: number;
  /** The time of the previous event. */
  readonly before: string;
  /** Whether a thread has found that a person could have entered the event (entered.ts). */
  readonly isEntered: boolean;
}

/** The same, for an event that a person caused. */
export interface ActorContext extends ReplayContext {
  /** Enabled, and in a role that may cause the event. */
  readonly actor: Person;
}

export type EventOf<T extends EventType> = Extract<DeskEvent, { type: T }>;

/** The problem of an event about something that does not exist. */
export const absent = (what: 'person' | 'group' | 'policy' | 'request' | 'grant' | 'proposal'): string =>
  t(`replay.absent.${what}`);
