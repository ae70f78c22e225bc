import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { copyFileSync, writeFileSync, appendFileSync, mkdtempSync } from 'node:fs';
import { buildCli } from '../../build/app/cli.mjs';
import { withAuthority, replayVerifier } from '../../src-main/desk/authorization/replayVerifier.ts';
import { startVouchers } from '../../src-main/desk/ledger/vouchers.ts';
import { folder } from '../integrity/workspace.ts';
import { makeBases } from './base.ts';
import { problemsOf } from './check.ts';
import { Workspace } from './files.ts';
import { mutate, spareKeys } from './mutate.ts';
import { seal } from './seal.ts';
import { WriteConnection } from '../../src-main/store/connection.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { project } from '../../src-main/store/project/project.ts';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { checkedState } from '../desk/authorization/checkedState.ts';
// @ts-ignore
import { problemsOf as oldProblemsOf } from '/work/wt-verify-old/test/reliability/check.ts';
// @ts-ignore
import { verifyFrom as oldVerifyFrom } from '/work/wt-verify-old/src-main/desk/ledger/verify.ts';

const N = Number(process.env.SIDE_LEDGERS ?? 300);
const F = Number(process.env.SIDE_FILES ?? 60);
const SEED = Number(process.env.SIDE_SEED ?? 1000);
const note = (line: string) => appendFileSync('/tmp/verify-log/side.txt', `${line}\n`);

it('side by side', { timeout: 3_600_000 }, async () => {
  const bases = await makeBases();
  const workers = dirname(await buildCli());
  for (const { keys } of bases) for (const spare of spareKeys) keys.set(spare.key.id, spare);
  let broken = 0, whole = 0, checked = 0;
  const asked = new Map<string, number>();
  const vouchers = startVouchers(workers, 1);
  let different = 0;
  for (const [index, base] of bases.entries()) {
    const sealed = seal(base.events, base.keys);
    let done = 0;
    for (let seed = SEED; done < N / bases.length; seed += 1) {
      const mutation = seed === SEED ? { stored: sealed.stored } : mutate(base, sealed, seed);
      if (!mutation) continue;
      done += 1;
      const ours = await problemsOf(mutation.stored, { ...withAuthority, vouchers });
      const theirs = await oldProblemsOf(mutation.stored);
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
        different += 1;
        note(`${base.name} seed ${seed}\n ours   ${JSON.stringify(ours).slice(0, 1500)}\n theirs ${JSON.stringify(theirs).slice(0, 1500)}`);
      }
      if (ours.length > 0) broken += 1; else whole += 1;
      // memory against tables, up to the first problem
      const db = WriteConnection.memory();
      await migrate(db.database);
      db.database.exec('BEGIN');
      const chain = checker();
      const judge = replayVerifier(db, (read) => checkedState(read, (q) => asked.set(q, (asked.get(q) ?? 0) + 1)));
      for (const row of [...mutation.stored].sort((a, b) => a.sequence - b.sequence)) {
        const { event, problems } = chain.next(row);
        if (!event || problems.length > 0 || chain.rules > withAuthority.newestRules) break;
        if (judge.next(event).length > 0) break;
        try { project(db.tx, event, chain.head.hash ?? ''); } catch { break; }
        checked += 1;
      }
      judge.end();
      db.close();
    }
    note(`${base.name}: ${done} ledgers, broken ${broken}, whole ${whole}, events checked against tables ${checked}, different ${different}`);
  }
  await vouchers.close();
  note(JSON.stringify(Object.fromEntries(asked)));
  let files = 0, filesBroken = 0;
  for (const [index, base] of bases.entries()) {
    const file = join(folder(), 'workspace.sqlite');
    const workspace = new Workspace(base.file, file);
    let done = 0;
    for (let seed = SEED; done < F / bases.length; seed += 1) {
      const mutation = await workspace.mutated(seed);
      if (!mutation) continue;
      {
        const env = { wallClock: () => '2030-01-01T00:00:00.000Z' };
        const ours = await verifyFrom(file, undefined, env, { workers });
        const theirs = await oldVerifyFrom(file, undefined, env);
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
          different += 1;
          note(`file ${base.name} seed ${seed}\n ours   ${JSON.stringify(ours).slice(0, 1500)}\n theirs ${JSON.stringify(theirs).slice(0, 1500)}`);
        }
        if (!ours.ok || !ours.result.ok) filesBroken += 1;
      }
      done += 1; files += 1;
    }
    note(`${base.name}: files ${files}, broken ${filesBroken}, different ${different}`);
  }
  expect(different).toBe(0);
});
