import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Topic } from '#contract/names.ts';
import type { Refusal } from '#contract/refusal.ts';

/** The text to import; `revision` identifies it without its length. */
export interface Source {
  readonly revision: number;
  readonly text: string;
}

export interface Planned<P> {
  readonly plan: P | undefined;
  readonly refusal: Refusal | undefined;
  /** Whether the plan is the one for what stands there now. */
  readonly current: boolean;
}

/** What the desk would do with a text, as one types and as the desk changes; nothing is changed by it. */
export function usePlan<P>(
  source: Source,
  key: readonly [topic: Topic, verb: string],
  planOf: (text: string) => Promise<P>,
): Planned<P> {
  const [settled] = useDebouncedValue(source, 250);
  const empty = settled.text.trim() === '';
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    // The text itself can have megabytes.
    queryKey: [...key, settled.revision],
    queryFn: () => planOf(settled.text),
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
