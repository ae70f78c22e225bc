import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isEvidentlyEntered } from '../../src-main/desk/authorization/entered.ts';
import { withAuthority } from '../../src-main/desk/authorization/replayVerifier.ts';
import { ENTERED, publicKeysLikelyIn, VOUCHED, voucher } from '../../src-main/ledger/vouch.ts';
import { ReadConnection } from '../../src-main/store/connection.ts';
import type { Vouchers } from '../../src-main/store/integrity/readAhead.ts';
import { type VerifyOptions, verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { folder } from '../integrity/workspace.ts';
import { problemsOf } from './check.ts';
import { Workspace } from './files.ts';
import { basesToMutate, mutate } from './mutate.ts';
import { seal } from './seal.ts';
import { amount, firstSeed, report, SOAKING_MS } from './soak.ts';

const LEDGERS = amount(24, 1_000);
const FILES = amount(8, 200);

/** What the threads of a check do, on this thread. */
function vouchersHere(): Vouchers {
  const keys = voucher();
  return {
    threads: 1,
    learn: (publicKeys) => keys.learn(publicKeys),
    keysAreSound() {
      let sound = true;
      for (let judged = keys.judgeKey(); judged !== null; judged = keys.judgeKey()) sound &&= judged;
      return Promise.resolve(sound);
    },
    vouch(events, keysLater) {
      keys.learn(events.flatMap(({ bytes }) => publicKeysLikelyIn(bytes)));
      const answers = events.map((event) => {
        const read = keys.vouchFor(event, keysLater);
        return read === null ? 0 : isEvidentlyEntered(read) ? ENTERED : VOUCHED;
      });
      return Promise.resolve(Uint8Array.from(answers));
    },
    close: () => Promise.resolve(),
  };
}

/** The way of a desk: vouched for, lean, the engine asked on memory. */
const short = (): VerifyOptions => ({ ...withAuthority, vouchers: vouchersHere() });
/** One event after another, each row written at once, the engine asked on tables. */
const long = (): VerifyOptions => ({ ...withAuthority, isLong: true });

it('a ledger, whole or tampered with, is checked with the same result in the short way and in the long one', {
  timeout: SOAKING_MS,
}, async () => {
  const bases = await basesToMutate();
  let [done, broken] = [0, 0];
  for (const [index, base] of bases.entries()) {
    const whole = seal(base.events, base.keys);
    expect(await problemsOf(whole.stored, short()), base.name).toEqual([]);
    expect(await problemsOf(whole.stored, long()), base.name).toEqual([]);
    for (let seed = firstSeed; done < (LEDGERS * (index + 1)) / bases.length; seed += 1) {
      const mutation = mutate(base, whole, seed);
      if (!mutation) continue;
      done += 1;
      const problems = await problemsOf(mutation.stored, long());
      if (problems.length > 0) broken += 1;
      expect(await problemsOf(mutation.stored, short()), `${base.name}, seed ${seed}`).toEqual(problems);
    }
  }
  expect(broken).toBeGreaterThan(done / 2);
  report('both', { ledgers: done, broken, firstSeed });
});

it('a workspace with tampered tables is checked with the same result in the short way and in the long one', {
  timeout: SOAKING_MS,
}, async () => {
  const bases = await basesToMutate();
  let [done, broken] = [0, 0];
  for (const [index, base] of bases.entries()) {
    const workspace = new Workspace(base.file, join(folder(), 'workspace.sqlite'));
    for (let seed = firstSeed; done < (FILES * (index + 1)) / bases.length; seed += 1) {
      if ((await workspace.mutated(seed)) === null) continue;
      const problems = await found(workspace.file, long());
      // A file that cannot be opened is not checked in any way.
      if (problems === null) continue;
      done += 1;
      if (problems.length > 0) broken += 1;
      expect(await found(workspace.file, short()), `${base.name}, seed ${seed}`).toEqual(problems);
    }
  }
  expect(broken).toBeGreaterThan(0);
  report('bothFiles', { files: done, broken, firstSeed });
});

async function found(file: string, options: VerifyOptions): Promise<readonly string[] | null> {
  let db: ReadConnection;
  try {
    db = ReadConnection.open(file);
  } catch {
    return null;
  }
  try {
    return (await verifyWorkspace(db, options)).problems.map(({ what }) => what);
  } finally {
    db.close();
  }
}
