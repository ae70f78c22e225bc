import { setImmediate as pause } from 'node:timers/promises';
import {
  type AccountInput,
  type AccountPlan,
  type AccountPlanRow,
  type AccountsImported,
  accountInputs,
  MAX_PLANNED_ROWS,
} from '#contract/accounts.ts';
import { eventCatalogue, MAX_ACCOUNTS_IN_EVENT } from '#contract/events.ts';
import type { ImportProblem } from '#contract/people.ts';
import { importId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import {
  accountKey,
  importFacts,
  type PlannedAccount,
  patternWarnings,
  planAccount,
} from '../../../engine/account/import.ts';
import { fold } from '../../../engine/text/fold.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { findAccountRow } from '../../../store/queries/accounts.ts';
import { accountSequence } from '../../../store/queries/desk.ts';
import { changedSince, refuseImport } from '../../importing/refusals.ts';
import { ok, reads, refuse, type Writing, writes } from '../../kernel/usecase.ts';
import { type AccountsFile, readAccounts } from './read.ts';

const roles = eventCatalogue['accounts.imported'].roles;

/** How many rows to plan before yielding to other work. */
const PIECE = 1_000;
/** Most rows that a refused call names. */
const MOST_FIELDS = 50;

function plan(db: ReadDb, row: AccountInput): PlannedAccount {
  return planAccount(row, findAccountRow(db, { resourceFolded: fold(row.resource), accountFolded: fold(row.account) }));
}

/** Records one import of accounts in as many events as it needs. Accounts that would not change are left out. */
function carryOut(context: Writing, rows: readonly AccountInput[]): AccountsImported {
  const planned = rows.map((row) => plan(context.db, row));
  const count = (action: PlannedAccount['action']) => planned.filter((one) => one.action === action).length;
  const changed = planned.filter(({ action }) => action !== 'unchanged').map(({ account }) => account);
  if (changed.length > 0) context.commit(importFacts(importId.parse(context.newId()), changed, MAX_ACCOUNTS_IN_EVENT));
  return { added: count('add'), updated: count('update'), unchanged: count('unchanged') };
}

interface Distinct {
  readonly rows: readonly AccountInput[];
  /** How many rows repeat an earlier row. */
  readonly repeated: number;
  /** Rows that contradict an earlier row about the same account, by field. */
  readonly wrong: Readonly<Record<string, string>>;
}

function distinct(rows: readonly AccountInput[]): Distinct {
  const first = new Map<string, number>();
  const kept: AccountInput[] = [];
  const wrong: [string, string][] = [];
  for (const [index, row] of rows.entries()) {
    const key = accountKey(row);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      kept.push(row);
    } else if (rows[earlier]?.kind !== row.kind || rows[earlier]?.owner !== row.owner)
      wrong.push([`rows.${index}`, t('desk.accounts.repeatedRow', { row: earlier })]);
  }
  return {
    rows: kept,
    repeated: rows.length - kept.length - wrong.length,
    wrong: Object.fromEntries(wrong.slice(0, MOST_FIELDS)),
  };
}

const plannedAt = accountInputs.importFile.pick({ sequence: true });

// The file was read and checked before the transaction, during which every other writer waits.
const importRead = ({ rows }: AccountsFile) =>
  writes(plannedAt, { roles }, (context, { sequence }) => {
    if (sequence !== undefined && sequence !== accountSequence(context.db)) return refuse(changedSince('inventory'));
    return ok(
      carryOut(
        context,
        rows.map(({ row }) => row),
      ),
    );
  });

async function planFile(db: ReadDb, { rows, problems }: AccountsFile): Promise<AccountPlan> {
  // Read before the rows: what is imported meanwhile is not in the plan.
  const sequence = accountSequence(db);
  const counts = { add: 0, update: 0, unchanged: 0 };
  const shown: AccountPlanRow[] = [];
  const warnings: ImportProblem[] = [];
  let warningCount = 0;
  for (const [index, { line, row }] of rows.entries()) {
    if (index % PIECE === PIECE - 1) await pause();
    const { action, account, changes } = plan(db, row);
    counts[action] += 1;
    const { resource, account: name } = account;
    // Names that are known already were accepted when they were imported.
    for (const message of action === 'add' ? patternWarnings(account) : []) {
      warningCount += 1;
      if (warnings.length < MAX_PLANNED_ROWS) warnings.push({ line, message });
    }
    if (action !== 'unchanged' && shown.length < MAX_PLANNED_ROWS)
      shown.push({ line, resource, account: name, action, changes });
  }
  return {
    rows: shown,
    problems: problems.slice(0, MAX_PLANNED_ROWS),
    problemCount: problems.length,
    warnings,
    warningCount,
    sequence,
    added: counts.add,
    updated: counts.update,
    unchanged: counts.unchanged,
  };
}

export const accountImport = {
  import: writes(accountInputs.import, { roles, check: ({ rows }) => distinct(rows).wrong }, (context, input) => {
    const { rows, repeated } = distinct(input.rows);
    const done = carryOut(context, rows);
    return ok({ ...done, unchanged: done.unchanged + repeated });
  }),
  checkImport: reads(accountInputs.checkImport, { roles }, async ({ core }, { text, format }) =>
    ok(await planFile(core.store.reader, await readAccounts(text, format))),
  ),
  // Reads the file before the transaction, during which every other writer waits.
  importFile: reads(
    accountInputs.importFile,
    { roles },
    async ({ core, person, session }, { text, format, sequence }) => {
      const file = await readAccounts(text, format);
      const [problem] = file.problems;
      return problem
        ? refuse(refuseImport(file.problems, problem))
        : importRead(file).call(core, { person, session }, { sequence });
    },
  ),
};
