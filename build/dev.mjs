// npm run dev: the application with hot reload. The window keeps its own origin; its pages come from the development
// server, for which alone the CSP is wider (src-main/window/csp.ts).
// npm run dev -- --workspace=DIR opens another workspace than the user's own.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { forgetApp } from './app/app.mjs';
import { log, main } from './base/log.mjs';
import { root } from './base/places.mjs';
import { pass } from './base/run.mjs';
import { ensureDisplay, switches } from './runtime/libraries.mjs';
import { prepare } from './runtime/prepare.mjs';

await main(async () => {
  const electron = await prepare();
  forgetApp();
  const display = await ensureDisplay();
  if (display.because !== null) log(display.because);
  const script = join(
    dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
    'bin',
    'electron-vite.js',
  );
  const sandbox = switches().length > 0 ? ['--noSandbox'] : [];
  const all = [
    ...display.prefix,
    process.execPath,
    script,
    'dev',
    '--watch',
    ...sandbox,
    '--',
    ...process.argv.slice(2),
  ];
  const [program = process.execPath, ...args] = all;
  return pass(program, args, { cwd: root, env: { ...process.env, ELECTRON_EXEC_PATH: electron.executable } });
});
