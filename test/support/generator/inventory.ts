import type { Account } from '#contract/accounts.ts';
import { MAX_ACCOUNTS_IN_EVENT } from '#contract/events.ts';
import { importId, type PersonId } from '#contract/scalars.ts';
import { importFacts } from '../../../src-main/engine/account/import.ts';
import { ACCOUNTS, ENVIRONMENTS, SERVICES } from './vocabulary.ts';
import { record, type World } from './world.ts';

/** The number of accounts in the inventory of a generated desk. */
export const INVENTORY = 10_000;

const ID = '00000000-0000-7000-8000-00000000000';
const KINDS = ['linux', 'postgres', 'redis', 'windows', null];
const OWNERS = ['dba', 'platform', 'security', null, 'web team', 'night shift', null];

/** An inventory of a given size, without randomness: the usual accounts of each service on many machines. */
export function inventory(count: number): Account[] {
  return Array.from({ length: count }, (_, index): Account => {
    const service = SERVICES[index % SERVICES.length] ?? '';
    const environment = ENVIRONMENTS[index % ENVIRONMENTS.length] ?? '';
    return {
      resource: `${index % 50 === 7 ? 'legacy' : environment}-${service}-${Math.floor(index / 10) + 1}`,
      account: ACCOUNTS[(index * 7) % ACCOUNTS.length] ?? '',
      kind: KINDS[index % KINDS.length] ?? null,
      owner: OWNERS[index % OWNERS.length] ?? null,
    };
  });
}

/** Imports the inventory, and later changes the owner of some accounts. */
export function importInventory(world: World, at: number, by: PersonId): void {
  const accounts = inventory(INVENTORY);
  const moved = accounts
    .filter((_, index) => index % 40 === 3)
    .map((account) => ({ ...account, owner: 'platform team' }));
  // Ids without randomness, so that the rest of the desk is the same with and without an inventory.
  for (const [index, rows] of [accounts, moved].entries())
    record(world, at, by, importFacts(importId.parse(`${ID}${index}`), rows, MAX_ACCOUNTS_IN_EVENT));
}
