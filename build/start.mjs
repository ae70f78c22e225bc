// npm start: opens the application, after setting up and building what is missing.
// npm start -- --workspace=DIR opens another workspace than the user's own.
import { application, buildApp } from './app/app.mjs';
import { main } from './base/log.mjs';
import { launch } from './runtime/launch.mjs';
import { prepare } from './runtime/prepare.mjs';

await main(async () => {
  const electron = await prepare();
  await buildApp();
  // Paths in the arguments are relative to the user's working directory, not to npm's.
  return launch(electron, [application, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() });
});
