import type { WhatIf, WhatIfFate, WhatIfFinding } from '#contract/whatIf.ts';
import { listed } from '#texts/values.ts';
import { counted } from '../../../ui/words.ts';

export const findingWords: Readonly<Record<WhatIfFinding, string>> = {
  ANOTHER_POLICY: 'Another policy',
  NO_POLICY: 'No policy at all',
  DURATION_REFUSED: 'A duration that is refused',
  JUSTIFICATION_MISSING: 'A justification asked for, and none given',
  TICKET_MISSING: 'A ticket asked for, and none given',
  TOO_FEW_APPROVERS: 'Too few people who could approve',
  OTHER_STEPS: 'Other steps',
  OTHER_RULES: 'Another wait, break-glass or rule of who counts',
  SAME: 'Nothing that differs',
};

export const fateWords: Readonly<Record<WhatIfFate, string>> = {
  refused: 'Refused when filed',
  expired: 'Lapsed before it was decided',
  same: 'The same end as it had',
  undetermined: 'Undetermined',
};

/** What a run has found, in one sentence for somebody who reads nothing else. */
export function summary({ total, done, touched, untouched, fates, state }: WhatIf, period: string): string {
  if (total === 0) return `There is no request ${period} to look at.`;
  if (done === 0) return 'It was ended before it had looked at any request.';
  const looked = state === 'done' ? counted(total, 'request') : `the newest ${counted(done, 'request')}`;
  if (touched === 0) return `Of ${looked} ${period}, it would have touched none.`;
  const became = [
    ...(fates.refused === 0 ? [] : [`${fates.refused.toLocaleString()} would have been refused`]),
    ...(fates.expired === 0 ? [] : [`${fates.expired.toLocaleString()} would have lapsed`]),
    ...(fates.same === 0 ? [] : [`${fates.same.toLocaleString()} would have ended the same`]),
    ...(fates.undetermined === 0
      ? []
      : [`of ${fates.undetermined.toLocaleString()} it cannot be said, for people would have decided`]),
  ];
  return `Of ${looked} ${period}, it would have touched ${touched.toLocaleString()}: ${listed(became)}. It has nothing to do with the other ${untouched.toLocaleString()}.`;
}
