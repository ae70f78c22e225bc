import { bench, describe } from 'vitest';
import { replayVerifier } from '../../src-main/desk/authorization/replayVerifier.ts';
import { build } from '../../src-main/store/connection.ts';
import { verifyWorkspace } from '../../src-main/store/integrity/verify.ts';
import { smallWorkspace } from '../store/support/workspace.ts';

// `npx vitest bench --run test/bench`: rounds per second over a generated desk, with and without replaying each event through the engine.
const workspace = await smallWorkspace();
const events = workspace.all(build.selectFrom('ledger').select((e) => e.fn.countAll<number>().as('count')))[0]?.count;

const rounds = { iterations: 3, warmupIterations: 1, time: 0, warmupTime: 0 };

describe(`a desk of ${events} events`, () => {
  bench(
    'verifyWorkspace: every event and every row',
    async () => {
      const { ok, problems } = await verifyWorkspace(workspace);
      if (!ok) throw new Error(problems[0]?.what);
    },
    rounds,
  );

  bench(
    'the same, with authority',
    async () => {
      const { ok, problems } = await verifyWorkspace(workspace, { authority: replayVerifier });
      if (!ok) throw new Error(problems[0]?.what);
    },
    rounds,
  );
});
