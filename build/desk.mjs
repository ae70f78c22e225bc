// npm run --silent desk -- …: the command line, on the Node that runs this; `verify` on Electron's own if that has been made ready,
// because it checks signatures twice as fast (docs/performance.md). Standard output belongs to the command; messages of
// the set-up go to standard error. Every call runs this, so it loads only what it needs.
import { pathToFileURL } from 'node:url';
import { sqliteFitsThisNode } from './addon/fits.mjs';
import { buildCli } from './app/cli.mjs';
import { main } from './base/log.mjs';
import { pass } from './base/run.mjs';

await main(async () => {
  if (!sqliteFitsThisNode()) {
    const { prepareNode } = await import('./runtime/prepare.mjs');
    await prepareNode();
  }
  const file = await buildCli();
  // Paths in the arguments are meant from where the user is, not from where npm goes.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const electron = process.argv[2] === 'verify' ? await electronForNode() : null;
  if (electron !== null) {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    // A check makes much that is soon forgotten: with more room for it, a fiftieth of the time is saved.
    return pass(electron, ['--max-semi-space-size=32', file, ...process.argv.slice(2)], { env });
  }
  await import(pathToFileURL(file).href);
  return process.exitCode === undefined ? 0 : Number(process.exitCode);
});

/** @returns {Promise<string | null>} null where this is Electron already, or none was made ready */
async function electronForNode() {
  if (process.versions.electron !== undefined) return null;
  const { preparedElectron } = await import('./runtime/prepare.mjs');
  return preparedElectron()?.executable ?? null;
}
