import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../base/places.mjs';

/** Packages that cannot go into a bundle. All others do: one file loads much faster than hundreds. */
export const nativeModules = ['better-sqlite3', '@node-rs/argon2'];

/** The build options of everything that runs on Node. */
export const bundled = { externalizeDeps: false, minify: false, sourcemap: false, reportCompressedSize: false };

/** How JSON files are bundled: as one value. The table of look-alike letters would otherwise get an export for each of its 6,000 letters. */
export const json = { namedExports: false };

/**
 * The programs beside the windows: the main process, the desk process that it starts, and its worker threads. All are built into one folder.
 *
 * @returns {Record<string, string>}
 */
export const processes = () => ({
  main: join(root, 'src-main', 'main.ts'),
  desk: join(root, 'src-main', 'process', 'desk', 'main.ts'),
  ...workers(),
});

/** The scenario that fills a new training workspace. */
export const DEMO_SCENARIO = 'test/scenarios/training.jsonl';

/**
 * The worker threads: each `src-main/jobs/NAME.worker.ts` becomes `NAME.worker.js` beside the program that starts it, in the
 * application and in the command line.
 *
 * @returns {Record<string, string>}
 */
export function workers() {
  const jobs = join(root, 'src-main', 'jobs');
  if (!existsSync(jobs)) return {};
  const names = readdirSync(jobs).filter((name) => name.endsWith('.worker.ts'));
  return Object.fromEntries(names.map((name) => [name.slice(0, -'.ts'.length), join(jobs, name)]));
}
