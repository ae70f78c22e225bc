// npm start: opens the application, after setting up and building whatever is not there yet.
// npm start -- --workspace=DIR opens another workspace than the user's own.
import { application, buildApp } from './app/app.mjs';
import { main } from './base/log.mjs';
import { launch } from './runtime/launch.mjs';
import { prepare } from './runtime/prepare.mjs';

await main(async () => {
  const electron = await prepare();
  await buildApp();
  // Paths in the arguments are meant from where the user is, not from where npm goes.
  return launch(electron, [application, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() });
});
