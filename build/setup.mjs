// npm run setup: everything that the other commands would otherwise do when they are first run.
import { main } from './base/log.mjs';
import { prepare } from './runtime/prepare.mjs';

await main(async () => {
  await prepare({ official: process.argv.includes('--official') });
});
