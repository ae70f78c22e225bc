import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, writeWhole } from '../base/files.mjs';
import { locked } from '../base/lock.mjs';
import { log, Stop } from '../base/log.mjs';
import { out, root } from '../base/places.mjs';
import { DEMO_SCENARIO } from './entries.mjs';

const stamp = join(out, 'app.stamp');
const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  DEMO_SCENARIO,
  'electron.vite.config.ts',
  'build/app',
  'package.json',
  'package-lock.json',
];

/** What Electron is started with: the folder of package.json, which names the entry point. */
export const application = root;

/** Builds the application into `out/`, unless it is there and newer than all its sources. */
export async function buildApp() {
  await locked(join(out, 'app.lock'), 'building the application', async () => {
    const now = sources();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
    const started = Date.now();
    // Loaded here only: an application that is up to date starts without the bundler.
    const { build } = await import('electron-vite');
    try {
      await build({ root, logLevel: 'warn' });
    } catch (error) {
      throw new Stop(
        `The application could not be built:\n${error instanceof Error ? error.message : String(error)}`,
        'Mend the source; npm run check says more.',
      );
    }
    writeWhole(stamp, now);
    log(`Built the application in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  });
}

/** @returns {string} */
const sources = () => fingerprint(SOURCES.map((name) => join(root, name)));

/** Has the next `buildApp` build, because something else wrote into `out/`. */
export function forgetApp() {
  rmSync(stamp, { force: true });
}
