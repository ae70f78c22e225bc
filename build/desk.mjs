// npm run --silent desk -- …: the command line, on the Node that runs this. Standard output belongs to the command; messages of
// the set-up go to standard error. Every call runs this, so it loads only what it needs.
import { pathToFileURL } from 'node:url';
import { sqliteFitsThisNode } from './addon/fits.mjs';
import { buildCli } from './app/cli.mjs';
import { main } from './base/log.mjs';

await main(async () => {
  if (!sqliteFitsThisNode()) {
    const { prepareNode } = await import('./runtime/prepare.mjs');
    await prepareNode();
  }
  const file = await buildCli();
  // Paths in the arguments are meant from where the user is, not from where npm goes.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  await import(pathToFileURL(file).href);
  return process.exitCode === undefined ? 0 : Number(process.exitCode);
});
