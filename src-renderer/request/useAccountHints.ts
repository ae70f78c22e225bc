import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { accountHintsQuery } from '../app/queries.ts';

/** Names of the inventory that could be meant. */
export interface AccountHints {
  readonly resources: readonly string[];
  /** Accounts of the very resource that was typed. */
  readonly accounts: readonly string[];
}

/** What the inventory has to say about a resource as it is typed. */
export function useAccountHints(resource: string): AccountHints {
  const [text] = useDebouncedValue(resource.trim(), 200);
  const { data } = useQuery({ ...accountHintsQuery(text), enabled: text !== '' });
  const items = data?.items ?? [];
  const meant = resource.trim().toLocaleLowerCase();
  return {
    resources: [...new Set(items.map((item) => item.resource))],
    accounts: items.filter((item) => item.resource.toLocaleLowerCase() === meant).map((item) => item.account),
  };
}
