// npm run check: types, lint and import rules, without running anything.
import { log, main } from './base/log.mjs';
import { runChecks } from './test/checks.mjs';

await main(async () => {
  const { failed } = await runChecks(log);
  return failed === 0 ? 0 : 1;
});
