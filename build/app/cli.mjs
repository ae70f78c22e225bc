import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, makeWhole } from '../base/files.mjs';
import { locked } from '../base/lock.mjs';
import { Stop } from '../base/log.mjs';
import { out, root } from '../base/places.mjs';

const folder = join(out, 'cli');
const SOURCES = ['src-main', 'src-preload', 'build/app', 'package-lock.json'];
/** Bundles of other sources are kept this long, in milliseconds: a process may be about to load one. */
const KEEP = 60 * 60 * 1000;

/**
 * Bundles the command line, unless there is a bundle of exactly these sources. Each state of the sources has a folder of its
 * own, so nothing changes under a running process.
 *
 * @returns {Promise<string>} the file to import
 */
export async function buildCli() {
  const now = join(folder, fingerprint(SOURCES.map((name) => join(root, name))));
  const file = join(now, 'desk.js');
  if (existsSync(file)) return file;
  await locked(join(folder, 'cli.lock'), 'building the command line', async () => {
    if (existsSync(file)) return;
    dropOld();
    await makeWhole(now, bundle);
  });
  return file;
}

/** @param {string} outDir */
async function bundle(outDir) {
  const { bundleForNode } = await import('./node.mjs');
  const { workers } = await import('./entries.mjs');
  try {
    await bundleForNode({
      outDir,
      emptyOutDir: false,
      input: { desk: join(root, 'src-main', 'cli', 'desk.ts'), ...workers() },
    });
  } catch (error) {
    throw new Stop(
      `The command line could not be built:\n${error instanceof Error ? error.message : String(error)}`,
      'Correct the source; npm run check says more.',
    );
  }
}

function dropOld() {
  for (const name of readdirSync(folder)) {
    const place = join(folder, name);
    if (name !== 'cli.lock' && Date.now() - statSync(place).mtimeMs > KEEP)
      rmSync(place, { recursive: true, force: true });
  }
}
