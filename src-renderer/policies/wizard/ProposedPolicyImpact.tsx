import { useMemo } from 'react';
import type { PolicyRules } from '#contract/policies.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { valuesOf } from './form.ts';
import { Consequences } from './PolicyImpactPanel.tsx';
import { usePolicyImpact } from './usePolicyImpact.ts';
import { useWhatIf } from './whatif/useWhatIf.ts';
import { WhatIf } from './whatif/WhatIf.tsx';

interface ProposedPolicyImpactProps {
  readonly rules: PolicyRules;
  /** The id of the policy that would get these rules; null for a new one. */
  readonly replaces: string | null;
}

/** What the wizard's review shows of a policy, for the admin who decides on it: gates lost, risks, overlaps and the what-if. */
export function ProposedPolicyImpact({ rules, replaces }: ProposedPolicyImpactProps) {
  const values = useMemo(() => valuesOf(rules), [rules]);
  const { impact, refusal } = usePolicyImpact(values, replaces ?? undefined);
  const whatIf = useWhatIf(values, replaces ?? undefined);
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />;
  if (impact === undefined) return <SkeletonRows count={3} height={32} />;
  return (
    <>
      <Consequences impact={impact} />
      <WhatIf whatIf={whatIf} ready={Object.keys(impact.fields).length === 0} />
    </>
  );
}
