import type { Refusal } from '#contract/refusal.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';

interface SignInRefusalProps {
  readonly refusal: Refusal | undefined;
}

/** Why a call with a secret was refused, where that is not said at a field or by the time to wait. */
export function SignInRefusal({ refusal }: SignInRefusalProps) {
  if (refusal === undefined || refusal.fields !== undefined || refusal.code === 'SIGN_IN_SLOWED') return null;
  return <RefusalNote refusal={refusal} />;
}
