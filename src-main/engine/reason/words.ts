import type { Condition, PolicyStep } from '#contract/policies.ts';
import type { RecordedReason } from '#contract/reasons.ts';
import type { PersonId, PolicyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { winnerSentence } from '../policy/matchWords.ts';
import { describeShortage } from '../request/feasibility.ts';
import { placedSteps } from '../request/state.ts';

/** The names that the sentence of a recorded reason needs. */
export interface ReasonContext {
  /** Of the policy version that the request follows; empty where the reason is about no request. */
  readonly steps: readonly PolicyStep[];
  readonly conditions: readonly Condition[];
  readonly nameOf: (id: PersonId) => string;
  /** The name of a policy in a version. */
  readonly policyNameOf: (id: PolicyId, version: number) => string;
}

/** The sentence of a recorded reason, with current names. */
export function reasonSentence(reason: RecordedReason, context: ReasonContext): string {
  switch (reason.code) {
    case 'QUORUM': {
      const { step: position, missing, lacking } = reason;
      const step = placedSteps(context.steps)[position - 1] ?? { name: null, position };
      return describeShortage({ step, missing, lacking });
    }
    case 'ONLY_MATCH':
      return winnerSentence(context.conditions[reason.condition - 1], null);
    case 'BEST_MATCH': {
      const overName = context.policyNameOf(reason.policy, reason.version);
      return winnerSentence(context.conditions[reason.condition - 1], { ...reason, overName });
    }
    case 'PERSON_DISABLED':
      return t('engine.reason.personDisabled', { person: context.nameOf(reason.person) });
    case 'PERSON_BECAME_AUDITOR':
      return t('engine.reason.personBecameAuditor', { person: context.nameOf(reason.person) });
    case 'CLOCK_CORRECTED':
      return t('engine.reason.clockCorrected');
  }
}
