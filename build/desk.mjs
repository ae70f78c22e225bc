// npm run --silent desk -- …: the command line, on the Node that runs this. Standard output belongs to it alone; what
// the set-up has to say goes to standard error. On the way of every call, so it loads what it needs and no more.
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
