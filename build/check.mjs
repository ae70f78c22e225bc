// npm run check: types, lint and import rules, without running anything.
import { main, say } from './base/say.mjs';
import { runChecks } from './test/checks.mjs';

await main(async () => {
  const { failed } = await runChecks(say);
  return failed === 0 ? 0 : 1;
});
