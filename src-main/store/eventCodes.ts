import { type EventType, eventTypes, isEventType } from '#contract/events.ts';

/**
 * The number that stands for a type of event in `fact_event`. Workspaces store these numbers: never change one or use it
 * again; a new type gets the next number.
 */
export const EVENT_CODES = {
  'desk.founded': 1,
  'rules.adopted': 2,
  'clock.advanced': 3,
  'clock.corrected': 4,
  'clock.confirmed': 5,
  'desk.updated': 6,
  'proposal.made': 7,
  'proposal.approved': 8,
  'proposal.rejected': 9,
  'proposal.withdrawn': 10,
  'person.created': 11,
  'enrolment.issued': 12,
  'key.enrolled': 13,
  'passphrase.changed': 14,
  'signin.failed': 15,
  'recovery.issued': 16,
  'recovery.used': 17,
  'deskKey.enrolled': 18,
  'person.updated': 19,
  'person.disabled': 20,
  'person.enabled': 21,
  'group.created': 22,
  'group.updated': 23,
  'group.removed': 24,
  'accounts.imported': 25,
  'policy.created': 26,
  'policy.updated': 27,
  'policy.archived': 28,
  'policy.restored': 29,
  'request.submitted': 30,
  'request.approved': 31,
  'request.rejected': 32,
  'approval.withdrawn': 33,
  'step.completed': 34,
  'request.bypassed': 35,
  'request.cancelled': 36,
  'request.expired': 37,
  'request.stuck': 38,
  'request.unstuck': 39,
  'grant.started': 40,
  'grant.expired': 41,
  'grant.revoked': 42,
  'grant.released': 43,
  'bypass.reviewed': 44,
  'question.asked': 45,
  'answer.given': 46,
} as const satisfies Record<EventType, number>;

export type EventCode = (typeof EVENT_CODES)[EventType];

const TYPES: ReadonlyMap<EventCode, EventType> = new Map(eventTypes.map((type) => [EVENT_CODES[type], type]));

/** The type of an event that has a code. Throws if no type has it. */
export function typeOf(code: EventCode): EventType {
  const type = TYPES.get(code);
  if (type === undefined) throw new TypeError(`No type of event has the code ${code}.`);
  return type;
}

/** The code of a type; 0 for a text that is no type of event. */
export function codeOf(type: string): EventCode | 0 {
  return isEventType(type) ? EVENT_CODES[type] : 0;
}

/** The codes of some types as a JSON array, for `json_each`. */
export function codesOf(types: readonly EventType[]): string {
  return JSON.stringify(types.map((type) => EVENT_CODES[type]));
}
