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

/** The argument that starts Electron: the folder of package.json, which names the entry point. */
export const application = root;

/** Builds the application into `out/`, unless a build is there that is newer than all sources. */
export async function buildApp() {
  await locked(join(out, 'app.lock'), 'building the application', async () => {
    const now = sources();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
    const started = Date.now();
    // Loaded only here: an application that is up to date starts without the bundler.
    const { build } = await import('electron-vite');
    try {
      await build({ root, logLevel: 'warn' });
    } catch (error) {
      throw new Stop(
        `The application could not be built:\n${error instanceof Error ? error.message : String(error)}`,
        'Correct the source; npm run check says more.',
      );
    }
    writeWhole(stamp, now);
    log(`Built the application in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  });
}

/** @returns {string} */
const sources = () => fingerprint(SOURCES.map((name) => join(root, name)));

/** Makes the next `buildApp` build, because another command wrote into `out/`. */
export function forgetApp() {
  rmSync(stamp, { force: true });
}
