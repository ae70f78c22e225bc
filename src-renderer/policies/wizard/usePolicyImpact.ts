import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PolicyImpact } from '#contract/policyImpact.ts';
import type { Refusal } from '#contract/refusal.ts';
import { policyImpactQuery } from '../../app/queries/policies.ts';
import { type PolicyValues, toTyped } from './form.ts';

/** The impact of a draft, as the desk computes it. */
export interface PolicyImpactState {
  /** Undefined until the desk has answered once. */
  readonly impact: PolicyImpact | undefined;
  readonly refusal: Refusal | undefined;
  /** Whether it is for the current values of the form. */
  readonly current: boolean;
}

/** The least time between questions to the desk, in milliseconds. */
const PACE_MS = 100;

/**
 * Asks the desk for the impact of a draft while the viewer types. One question runs at a time; the next one is about the values at that time,
 * and values in between are skipped.
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
    impact: data,
    refusal: error?.refusal,
    current: written.key === asked.key && !isFetching && !isPlaceholderData && error === null,
  };
}
