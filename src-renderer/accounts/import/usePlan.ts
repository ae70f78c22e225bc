import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AccountFormat, AccountPlan } from '../../../src-preload/contract/accounts.ts';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { desk, read } from '../../app/desk.ts';

/** What is to be imported; `revision` tells one text from another without being one. */
export interface Source {
  readonly revision: number;
  readonly text: string;
}

export interface Planned {
  readonly plan: AccountPlan | undefined;
  readonly refusal: Refusal | undefined;
  /** Whether the plan is the one for what stands there now. */
  readonly current: boolean;
}

/** JSON begins with a bracket, and no first line that names columns does. */
export function formatOf(text: string): AccountFormat {
  return /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'csv';
}

/** What the desk would do with a text, as one types; nothing is changed by it. */
export function usePlan(source: Source): Planned {
  const [settled] = useDebouncedValue(source, 250);
  const empty = settled.text.trim() === '';
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    // The text itself can have megabytes.
    queryKey: ['accounts', 'checkImport', settled.revision],
    queryFn: () => read(desk.accounts.checkImport, { text: settled.text, format: formatOf(settled.text) }),
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
