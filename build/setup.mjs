// npm run setup: the set-up that the other commands would otherwise do on their first run.
import { main } from './base/log.mjs';
import { prepare } from './runtime/prepare.mjs';

await main(async () => {
  await prepare({ official: process.argv.includes('--official') });
});
