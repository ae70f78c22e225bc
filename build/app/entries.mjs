import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../base/places.mjs';

/** What cannot go into a bundle. All else does: one file is read much faster than some hundred. */
export const nativeModules = ['better-sqlite3', '@node-rs/argon2'];

/** How everything that runs on Node is built. */
export const bundled = { externalizeDeps: false, minify: false, sourcemap: false, reportCompressedSize: false };

/**
 * What runs beside windows: the main process, the desk process that it starts, and its worker threads. All of it lies in one folder.
 *
 * @returns {Record<string, string>}
 */
export const processes = () => ({
  main: join(root, 'src-main', 'main.ts'),
  desk: join(root, 'src-main', 'process', 'desk', 'main.ts'),
  ...workers(),
});

/** The scenario that a new training workspace is told. */
export const DEMO_SCENARIO = 'test/scenarios/training.jsonl';

/**
 * The worker threads: each `src-main/jobs/NAME.worker.ts` becomes `NAME.worker.js` beside whatever starts it, in the
 * application and in the command line alike.
 *
 * @returns {Record<string, string>}
 */
export function workers() {
  const jobs = join(root, 'src-main', 'jobs');
  if (!existsSync(jobs)) return {};
  const names = readdirSync(jobs).filter((name) => name.endsWith('.worker.ts'));
  return Object.fromEntries(names.map((name) => [name.slice(0, -'.ts'.length), join(jobs, name)]));
}
