import { type EventType, eventTypes, isEventType } from '#contract/events.ts';
import { t } from '#texts/texts.ts';

/** What the ledger can be narrowed to besides one type of event. */
export const areas = ['requests', 'access', 'people', 'keys', 'rules', 'desk'] as const;
export type Area = (typeof areas)[number];

// A type of event that is missing here is a compile error.
const areaOf: Readonly<Record<EventType, Area>> = {
  'desk.founded': 'desk',
  'rules.adopted': 'desk',
  'clock.advanced': 'desk',
  'clock.corrected': 'desk',
  'clock.confirmed': 'desk',
  'desk.updated': 'rules',
  'proposal.made': 'rules',
  'proposal.approved': 'rules',
  'proposal.rejected': 'rules',
  'proposal.withdrawn': 'rules',
  'person.created': 'people',
  'enrolment.issued': 'keys',
  'key.enrolled': 'keys',
  'passphrase.changed': 'keys',
  'signin.failed': 'keys',
  'recovery.issued': 'keys',
  'recovery.used': 'keys',
  'deskKey.enrolled': 'keys',
  'person.updated': 'people',
  'person.disabled': 'people',
  'person.enabled': 'people',
  'group.created': 'people',
  'group.updated': 'people',
  'group.removed': 'people',
  'accounts.imported': 'rules',
  'policy.created': 'rules',
  'policy.updated': 'rules',
  'policy.archived': 'rules',
  'policy.restored': 'rules',
  'request.submitted': 'requests',
  'request.approved': 'requests',
  'request.rejected': 'requests',
  'approval.withdrawn': 'requests',
  'step.completed': 'requests',
  'question.asked': 'requests',
  'answer.given': 'requests',
  'request.bypassed': 'requests',
  'request.cancelled': 'requests',
  'request.expired': 'requests',
  'request.stuck': 'requests',
  'request.unstuck': 'requests',
  'grant.started': 'access',
  'grant.expired': 'access',
  'grant.revoked': 'access',
  'grant.released': 'access',
  'bypass.reviewed': 'access',
};

const typesOf = (area: Area): readonly EventType[] => eventTypes.filter((type) => areaOf[type] === area);

/** The types of event of a kind, which is an area or one type; none for anything else. */
export function typesIn(kind: string): readonly EventType[] {
  if (isEventType(kind)) return [kind];
  const area = areas.find((one) => one === kind);
  return area === undefined ? [] : typesOf(area);
}

/** The kinds to choose from, by area, in words. */
export function kindChoices() {
  return areas.map((area) => ({
    group: t(`ledger.area.${area}`),
    items: [
      { value: area, label: t(`ledger.everyIn.${area}`) },
      ...typesOf(area).map((type) => ({ value: type, label: t(`ledger.types.${type}`) })),
    ],
  }));
}
