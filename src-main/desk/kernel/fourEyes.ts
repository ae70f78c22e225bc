import type { RuleChange } from '#contract/eventShapes.ts';
import { eventCatalogue, type Fact } from '#contract/events.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { Now } from '../../engine/clock.ts';
import { type CurrentState, changeOf } from '../../engine/proposal/change.ts';
import { type FourEyes, fourEyesNeeded, whyNotLose } from '../../engine/proposal/fourEyes.ts';
import type { ReadDb } from '../../store/connection.ts';
import { fourEyesIsOn } from '../../store/queries/desk.ts';
import { groupName, isMember } from '../../store/queries/groups.ts';
import { listAdminsWithKey, loadPerson } from '../../store/queries/people.ts';
import { loadProposal } from '../../store/queries/proposals.ts';

/** A change made in a dry run, described by what it differs from. */
export interface DryRunChange {
  readonly change: RuleChange;
  /** Whether it needs a second admin by itself. */
  readonly needsFourEyes: boolean;
}

/** Whether four eyes is on, and which admins could approve. */
export function fourEyesOf(db: ReadDb): FourEyes {
  return { on: fourEyesIsOn(db), admins: new Set(listAdminsWithKey(db)) };
}

/** People and groups as they are now, and the moment, with which changes are compared. */
export function presentIn(db: ReadDb, now: Now): CurrentState {
  return {
    now,
    person: (id) => loadPerson(db, id),
    groupName: (id) => groupName(db, id),
    isMember: (id, personId) => isMember(db, id, personId),
  };
}

/** Why a fact must not be recorded while four eyes is on; null if it may. `mayChangeRules`: whether another admin has approved it. */
export function whyNotRecord(db: ReadDb, fact: Fact, mayChangeRules: boolean): Refusal | null {
  if (!changesRules(db, fact) && fact.type !== 'person.disabled') return null;
  const fourEyes = fourEyesOf(db);
  if (!fourEyes.on) return null;
  return whyNotStep(db, fact, fourEyes) ?? (mayChangeRules || !changesRules(db, fact) ? null : fourEyesNeeded());
}

/**
 * Whether a fact only enrols a desk key, or proposes or approves that. Without the desk's key no expiry can be recorded, so these facts are
 * allowed before it (docs/decisions/0023).
 */
export function bringsDeskKey(db: ReadDb, fact: Fact): boolean {
  switch (fact.type) {
    case 'deskKey.enrolled':
      return true;
    case 'proposal.made':
      return fact.data.changes.every(({ type }) => type === 'deskKey.enrolled');
    case 'proposal.approved':
      return loadProposal(db, fact.data.id)?.changes.every(({ type }) => type === 'deskKey.enrolled') ?? false;
    default:
      return false;
  }
}

/** Why an admin must not step down or be disabled while four eyes is on; null if it is allowed, or if the fact does neither. */
export function whyNotStep(db: ReadDb, fact: Fact, fourEyes: FourEyes): Refusal | null {
  const steps = fact.type === 'person.disabled' || (fact.type === 'person.updated' && fact.data.role !== 'admin');
  const person = steps ? loadPerson(db, fact.data.id) : undefined;
  return person ? whyNotLose(person, fourEyes) : null;
}

/** A fact as a change to propose, read before it is recorded; null if it only follows from another change. */
export function proposableChange(db: ReadDb, fact: Fact, now: Now): DryRunChange | null {
  const change = changeOf(fact, presentIn(db, now));
  return change && { change, needsFourEyes: changesRules(db, fact) };
}

/** Whether a fact that is not recorded yet changes who decides what, so that four eyes must have seen it. */
export function changesRules(db: ReadDb, fact: Fact): boolean {
  const { fourEyes } = eventCatalogue[fact.type];
  if (fourEyes !== 'role') return fourEyes;
  return fact.type === 'person.updated' && loadPerson(db, fact.data.id)?.role !== fact.data.role;
}
