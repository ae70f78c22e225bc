import type { AccountFormat } from '#contract/accounts.ts';

/** JSON begins with a bracket, and no first line that names columns does. */
export function formatOf(text: string): AccountFormat {
  return /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'csv';
}
