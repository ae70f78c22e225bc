import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { machineEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { openExisting } from '../../../src-main/desk/open.ts';
import { keepDeskKey, plainDeskKey } from '../../../src-main/identity/keys/desk.ts';
import { Session } from '../../../src-main/identity/session.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import { ADMIN, type LedgerBuilder } from '../../ledger/ledgerBuilder.ts';

const HOUR_MS = 3_600_000;

/** Opens the workspace of a demo scenario an hour after its newest event; `call` acts as its admin. */
export async function serveDemo(told: LedgerBuilder, { withDeskKey }: { readonly withDeskKey: boolean }) {
  const directory = folder();
  (await openWith(directory, told)).close();
  const desk = told.keys.get(null);
  if (withDeskKey && desk) {
    mkdirSync(`${directory}/keys`, { recursive: true });
    keepDeskKey(directory, plainDeskKey(desk.signer.key.id, desk.privateKey));
  }
  const now = Date.parse(told.told.at(-1)?.event.at ?? '') + HOUR_MS;
  const opened = await openExisting({
    directory,
    environment: { ...machineEnvironment, wallClock: () => new Date(now).toISOString() },
    check: 'header',
    log: (_, error) => {
      throw error;
    },
  });
  if (!opened.ok) throw new Error(opened.refusal.message);
  onTestFinished(() => opened.desk.close());
  const session = new Session();
  const admin = told.keys.get(ADMIN);
  if (admin) session.open(ADMIN, admin.signer, now + HOUR_MS);
  const call = (area: string, verb: string, input: unknown = {}) => opened.desk.call(session, area, verb, input);
  return { directory, call };
}
