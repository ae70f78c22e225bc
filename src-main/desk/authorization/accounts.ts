import { accountInputs, MAX_ACCOUNT_ROWS } from '#contract/accounts.ts';
import { MAX_ACCOUNTS_IN_EVENT } from '#contract/events.ts';
import { t } from '#texts/texts.ts';
import { accountKey, planAccount } from '../../engine/account/import.ts';
import { decided } from '../../engine/outcome.ts';
import { fold } from '../../engine/text/fold.ts';
import { findAccountRow, loadImport } from '../../store/queries/accounts.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { type Expectation, whyNotEntered } from './comparison.ts';
import type { ActorContext, EventOf } from './context.ts';

type ImportEvent = EventOf<'accounts.imported'>;

/** Replays an import of accounts (desk/accounts/import/import.ts). */
export function replayImport({ db, rules }: ActorContext, event: ImportEvent): Expectation {
  const { importId, part, rows } = event.data;
  const planned = rows.map((row) =>
    planAccount(row, findAccountRow(db, { resourceFolded: fold(row.resource), accountFolded: fold(row.account) })),
  );
  const changed = planned.filter(({ action }) => action !== 'unchanged').map(({ account }) => account);
  return (
    misplaced({ db, rules }, event) ??
    whyNotEntered(accountInputs.import, { rows }, rules) ??
    (new Set(rows.map(accountKey)).size < rows.length ? t('replay.accounts.repeated') : null) ??
    decided({ type: 'accounts.imported', data: { importId, part, rows: changed } })
  );
}

// Why an event is not the next part of its import; null if it is.
function misplaced({ db, rules }: Pick<ActorContext, 'db' | 'rules'>, event: ImportEvent): string | null {
  const { importId, part } = event.data;
  const earlier = loadImport(db, importId);
  if (part === 1) {
    const kind = kindOfId(db, importId);
    if (kind !== null) return t(`replay.accounts.idOf.${kind}`);
    return earlier ? t('replay.accounts.idOfImport') : null;
  }
  if (earlier?.parts !== part - 1 || earlier.last_sequence !== event.sequence - 1)
    return t('replay.accounts.partMissing', { part, before: part - 1 });
  if (earlier.at !== event.at || earlier.actor_id !== event.actor) return t('replay.accounts.partApart');
  if (earlier.accounts !== (part - 1) * MAX_ACCOUNTS_IN_EVENT) return t('replay.accounts.partNotFull');
  const accounts = earlier.accounts + event.data.rows.length;
  return rules >= 2 && accounts > MAX_ACCOUNT_ROWS
    ? t('replay.accounts.tooMany', { accounts, most: MAX_ACCOUNT_ROWS })
    : null;
}
