import { z } from 'zod';
import type { ImportProblem } from './people.ts';
import { name, oneOf, type PolicyId, page, says, searchText } from './scalars.ts';

export const coverages = ['gated', 'ungated'] as const;
/** Whether an active policy matches an account. Requests for an account without one are always refused. */
export type Coverage = (typeof coverages)[number];

export const accountFormats = ['csv', 'json'] as const;
export type AccountFormat = (typeof accountFormats)[number];

/** Most accounts in one import: an import is one transaction, and all other writes wait for it. */
export const MAX_ACCOUNT_ROWS = 100_000;
/** Most characters of a file of accounts. */
export const MAX_ACCOUNT_CHARACTERS = 20_000_000;
/** Most rows and most problems that a plan names; it counts all of them. */
export const MAX_PLANNED_ROWS = 1_000;

/** A detail of an account on entry. Left out: unchanged; null or blank: removed. */
const detail = z
  .string(says('input.text'))
  .nullable()
  .optional()
  .transform((value) => (value?.trim() === '' ? null : value))
  .pipe(name.nullable().optional());

/** An account on entry. */
export const accountRow = z.strictObject({ resource: name, account: name, kind: detail, owner: detail });

const file = z.strictObject({
  text: z.string(says('input.fileText')).max(MAX_ACCOUNT_CHARACTERS, says('input.accountFileMax')),
  format: z.enum(accountFormats, oneOf(accountFormats)),
});

export const accountInputs = {
  import: z.strictObject({
    rows: z.array(accountRow, says('input.accountList')).max(MAX_ACCOUNT_ROWS, says('input.accountsMax')),
  }),
  checkImport: file,
  /** `sequence`: that of the plan; the import is then refused if the inventory changed since. */
  importFile: file.extend({
    sequence: z.int(says('input.wholeNumber')).min(0, says('input.eventMin')).optional(),
  }),
  list: z.strictObject({
    text: searchText.optional(),
    coverage: z.enum(coverages, oneOf(coverages)).optional(),
    ...page,
  }),
  counts: z.strictObject({ text: searchText.optional() }),
};

export type AccountInput = z.output<typeof accountRow>;

/** An account of the inventory, spelled as in its first import. */
export interface Account {
  readonly resource: string;
  readonly account: string;
  readonly kind: string | null;
  readonly owner: string | null;
}

/** An account in a list. */
export interface ListedAccount extends Account {
  /** The policy that wins now, null when none matches; left out for members. */
  readonly policy?: { readonly id: PolicyId; readonly name: string; readonly version: number } | null;
}

/** How many accounts of the inventory a search finds. */
export interface AccountCounts {
  readonly all: number;
  readonly gated: number;
  readonly ungated: number;
}

/** The result of an import. `unchanged` counts rows that equal the inventory. */
export interface AccountsImported {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface AccountPlanRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly resource: string;
  readonly account: string;
  readonly action: 'add' | 'update';
  /** What changes, in words: `owner: dba → platform`. */
  readonly changes: readonly string[];
}

/** The effect of importing a file. A file with problems is not imported. */
export interface AccountPlan extends AccountsImported {
  /** New and changed accounts, in the order of the file; the first 1,000. */
  readonly rows: readonly AccountPlanRow[];
  /** The first 1,000. */
  readonly problems: readonly ImportProblem[];
  /** How many problems there are in all. */
  readonly problemCount: number;
  /** New names that look like patterns and are imported as names; the first 1,000. */
  readonly warnings: readonly ImportProblem[];
  /** How many warnings there are in all. */
  readonly warningCount: number;
  /** The newest event about the inventory; pass it to `accounts.importFile`. */
  readonly sequence: number;
}
