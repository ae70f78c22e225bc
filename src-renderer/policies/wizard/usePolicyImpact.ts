import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PolicyImpact } from '#contract/policyImpact.ts';
import type { Refusal } from '#contract/refusal.ts';
import { policyImpactQuery } from '../../app/queries/policies.ts';
import { type PolicyValues, toTyped } from './form.ts';

/** What the desk says that the policy would do. */
export interface PolicyImpactState {
  /** Undefined until the desk has answered once. */
  readonly foresight: PolicyImpact | undefined;
  readonly refusal: Refusal | undefined;
  /** Whether it is about what stands in the form now, and not about what stood there a moment ago. */
  readonly current: boolean;
}

/** How soon after a keystroke the desk is asked, in milliseconds. */
const PACE_MS = 100;

/**
 * Asks the desk what the policy would do, as one types. One question is asked at a time: whatever was typed while the desk worked on it is asked
 * about next, and what was typed in between is not asked about at all.
 */
export function usePolicyImpact(values: PolicyValues, replaces?: string): PolicyImpactState {
  const written = useMemo(() => {
    const draft = toTyped(values);
    return { draft, key: JSON.stringify(draft) };
  }, [values]);
  const wanted = useThrottledValue(written, PACE_MS);
  const [asked, setAsked] = useState(wanted);
  const { data, error, isFetching, isPlaceholderData } = useQuery(policyImpactQuery(asked.key, asked.draft, replaces));
  useEffect(() => {
    if (!isFetching && wanted.key !== asked.key) setAsked(wanted);
  }, [isFetching, wanted, asked]);
  return {
    foresight: data,
    refusal: error?.refusal,
    current: written.key === asked.key && !isFetching && !isPlaceholderData && error === null,
  };
}
