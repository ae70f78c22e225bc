import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PolicySetPlan } from '../../../src-preload/contract/policySet.ts';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { desk, read } from '../../app/desk.ts';

/** What is to be imported; `revision` tells one text from another without being one. */
export interface Source {
  readonly revision: number;
  readonly yaml: string;
}

export interface Planned {
  readonly plan: PolicySetPlan | undefined;
  readonly refusal: Refusal | undefined;
  /** Whether the plan is the one for what stands there now. */
  readonly current: boolean;
}

/** What the desk would do with a text, as one types and as the desk changes; nothing is changed by it. */
export function usePlan(source: Source): Planned {
  const [settled] = useDebouncedValue(source, 250);
  const empty = settled.yaml.trim() === '';
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    // The text itself can have megabytes.
    queryKey: ['policies', 'plan', settled.revision],
    queryFn: () => read(desk.policies.plan, { yaml: settled.yaml }),
    enabled: !empty,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  const known = !empty && error === null;
  return {
    plan: known ? data : undefined,
    refusal: empty ? undefined : error?.refusal,
    current: settled.revision === source.revision && known && !isPlaceholderData && !isFetching,
  };
}
