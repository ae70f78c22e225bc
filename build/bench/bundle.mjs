import { join } from 'node:path';
import { workers } from '../app/entries.mjs';
import { bundleForNode } from '../app/node.mjs';
import { out, root } from '../base/places.mjs';

const folder = join(out, 'bench');

/**
 * Bundles the parts of the benchmark that run without a window, as the application is bundled: measured is what runs.
 *
 * @returns {Promise<string>} the file to run
 */
export async function buildBench() {
  const input = { bench: join(root, 'test', 'bench', 'main.ts'), ...workers() };
  await bundleForNode({ outDir: folder, emptyOutDir: true, input });
  return join(folder, 'bench.js');
}
