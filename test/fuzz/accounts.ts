import assert from 'node:assert/strict';
import { readAccounts } from '../../src-main/desk/accounts/import/read.ts';
import { cell, expectSentences } from './csv.ts';

/** Any text as a file of accounts, CSV or JSON by its first byte: problems, or rows that read the same after they are written. */
export async function fuzz(bytes: Buffer): Promise<void> {
  const { rows, problems } = await readAccounts(bytes.toString(), bytes[0] === 0x5b ? 'json' : 'csv');
  expectSentences(problems);
  const accounts = rows.map(({ row }) => row);
  if (accounts.length === 0) return;
  const json = await readAccounts(JSON.stringify(accounts), 'json');
  assert.deepEqual(json.problems, []);
  assert.deepEqual(
    json.rows.map(({ row }) => row),
    accounts,
  );
  const lines = accounts.map(({ resource, account }) => [resource, account].map(cell).join(','));
  const csv = await readAccounts(['resource,account', ...lines].join('\n'), 'csv');
  assert.deepEqual(csv.problems, []);
  assert.deepEqual(
    csv.rows.map(({ row }) => [row.resource, row.account]),
    accounts.map(({ resource, account }) => [resource, account]),
  );
}
