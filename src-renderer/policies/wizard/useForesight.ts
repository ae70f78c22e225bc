import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Foresight } from '#contract/foresight.ts';
import type { Refusal } from '#contract/refusal.ts';
import { foreseeQuery } from '../../app/queries/policies.ts';
import { type PolicyValues, toTyped } from './form.ts';

/** What the desk says that the policy would do. */
export interface Outlook {
  /** Undefined until the desk has answered once. */
  readonly foresight: Foresight | undefined;
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
export function useForesight(values: PolicyValues, replaces?: string): Outlook {
  const written = useMemo(() => {
    const draft = toTyped(values);
    return { draft, key: JSON.stringify(draft) };
  }, [values]);
  const wanted = useThrottledValue(written, PACE_MS);
  const [asked, setAsked] = useState(wanted);
  const { data, error, isFetching, isPlaceholderData } = useQuery(foreseeQuery(asked.key, asked.draft, replaces));
  useEffect(() => {
    if (!isFetching && wanted.key !== asked.key) setAsked(wanted);
  }, [isFetching, wanted, asked]);
  return {
    foresight: data,
    refusal: error?.refusal,
    current: written.key === asked.key && !isFetching && !isPlaceholderData && error === null,
  };
}
