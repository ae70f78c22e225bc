import type { RuleChange } from '#contract/eventShapes.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { decideChange } from '../authorization/changes.ts';
import { personNamed } from '../kernel/lookup.ts';
import type { Writing } from '../kernel/usecase.ts';
import { firstKey, type NewCode, newCode, showCodes } from '../people/keys.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { enrolNewDeskKey } from '../session/deskKey.ts';
import { issueNewKit } from '../session/oversight.ts';
import { changeLabel, wordsOf } from './words.ts';

/**
 * Carries out approved changes one by one, as acts of the approver. Each is decided again on the present state, as verification will do.
 * Answers why one of them fails; the caller then rolls all of them back.
 */
export function carryOut(context: Writing, changes: readonly RuleChange[]): Refusal | null {
  const codes: NewCode[] = [];
  for (const [index, change] of changes.entries()) {
    const why = carryOutOne(context, change, codes);
    if (why !== null)
      return refusal(
        'STALE',
        t('desk.proposals.cannotCarryOut', {
          label: changeLabel(index, changes.length, wordsOf(context.db, change, changes).sentence),
          why,
        }),
      );
  }
  reassessFor(context, [...new Set(changes.flatMap((change) => concernedBy(context, change)))]);
  showCodes(context, codes);
  return null;
}

// Why a change cannot be carried out, as a sentence; null once it is done. Adds a new one-time code to `codes`.
function carryOutOne(context: Writing, change: RuleChange, codes: NewCode[]): string | null {
  const { db, now, rules } = context;
  const actor = loadPerson(db, context.person.id);
  if (actor?.role !== 'admin') return t('desk.proposals.losesOwnRole');
  const decision = decideChange({ db, actor, rules, now }, change);
  if (typeof decision === 'string') return decision;
  switch (decision.type) {
    case 'enrolment.issued': {
      const { personId, validSeconds } = decision.data;
      const made = newCode(context, personNamed(db, personId), validSeconds);
      if (!made.ok) return made.error.message;
      context.commit(made.result.facts);
      codes.push(made.result);
      return null;
    }
    case 'recovery.issued': {
      const answer = issueNewKit(context, () => null);
      return answer.ok ? null : answer.error.message;
    }
    case 'deskKey.enrolled': {
      const answer = enrolNewDeskKey(context);
      return answer.ok ? null : answer.error.message;
    }
    default:
      context.commit(decision.facts);
      if (decision.type === 'person.created') context.commit(firstKey(context, decision.data.id));
      return null;
  }
}

// The people and groups whose change can make requests stuck, or free them.
function concernedBy(context: Writing, { type, data }: RuleChange): string[] {
  switch (type) {
    case 'person.updated':
    case 'person.enabled':
      return principalsOf(context, data.id);
    case 'enrolment.issued':
      return principalsOf(context, data.personId);
    case 'group.updated':
      return [data.id];
    default:
      return [];
  }
}
