import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '#contract/accounts.ts';
import { accountHintsQuery } from '../app/queries/accounts.ts';

const none: readonly Account[] = [];
const folded = (text: string): string => text.toLocaleLowerCase();
const wordsIn = (text: string): readonly string[] => folded(text).split(/\s+/).filter(Boolean);

// The desk finds whole words, and for the last word starts of two letters or more. The window filters by shorter ones.
const askable = (text: string): string => text.trim().replace(/(?:^|[^\p{L}\p{N}]+)[\p{L}\p{N}]$/u, '');

/** Accounts of the inventory that contain every typed word, anywhere in names, kind and owner. */
export function useInventory(typed: string, enabled: boolean): readonly Account[] {
  const [text] = useDebouncedValue(askable(typed), 150);
  const { data } = useQuery({ ...accountHintsQuery(text), enabled });
  const words = wordsIn(typed);
  return (data?.items ?? none).filter(({ resource, account, kind, owner }) => {
    const all = folded([resource, account, kind ?? '', owner ?? ''].join(' '));
    return words.every((word) => all.includes(word));
  });
}

/** The accounts of the inventory on one resource. */
export function useAccountsOn(resource: string, enabled: boolean): readonly Account[] {
  const found = useInventory(resource, enabled && resource.trim() !== '');
  const meant = folded(resource.trim());
  return found.filter((account) => folded(account.resource) === meant);
}
