import { type DeskEvent, FIRST_RULES } from '#contract/events.ts';
import { build, type WriteTx } from '../connection.ts';
import { insertKey, insertPerson } from './people.ts';

/** A changed setting of the desk itself. */
export function projectDeskUpdate(tx: WriteTx, { data }: Extract<DeskEvent, { type: 'desk.updated' }>): void {
  tx.run(build.updateTable('fact_desk').set({ four_eyes: data.fourEyes ? 1 : 0 }));
}

/** The rules that the desk decides by from this event on. */
export function projectRules(tx: WriteTx, { data }: Extract<DeskEvent, { type: 'rules.adopted' }>): void {
  tx.run(build.updateTable('fact_desk').set({ rules: data.rules }));
}

/** The founding event: the desk, its key and its first admin. Its hash is the desk's fingerprint. */
export function projectDesk(tx: WriteTx, event: Extract<DeskEvent, { type: 'desk.founded' }>, hash: string): void {
  const { kind, name, deskKey, admin, rules = FIRST_RULES } = event.data;
  const { sequence } = event;
  tx.run(build.insertInto('fact_desk').values({ id: 1, kind, name, fingerprint: hash, founded_at: event.at, rules }));
  insertKey(tx, null, deskKey, sequence);
  insertPerson(tx, { ...admin, role: 'admin' }, sequence);
  insertKey(tx, admin.id, admin.key, sequence);
}
