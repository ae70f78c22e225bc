import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of everything that is built; nothing in it is worth keeping. */
export const out = join(root, 'out');

/** Notes about this installation, which `npm ci` should remove. */
export const notes = join(root, 'node_modules', '.countersign');

/**
 * The folder for expensive files that do not depend on this checkout: the runtime, the built addon. It is
 * outside `node_modules`, so that the next `npm ci` costs nothing.
 *
 * @returns {string}
 */
export function cache() {
  const { env, platform } = process;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'countersign');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'countersign');
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'countersign', 'Cache');
  return join(homedir(), '.cache', 'countersign');
}
