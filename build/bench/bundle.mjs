import { join } from 'node:path';
import { workers } from '../app/entries.mjs';
import { bundleForNode } from '../app/node.mjs';
import { out, root } from '../base/places.mjs';

const folder = join(out, 'bench');

/**
 * Bundles the parts of the benchmark that run without a window, like the application, so that the shipped code is measured.
 *
 * @returns {Promise<string>} the file to run
 */
export async function buildBench() {
  const input = { bench: join(root, 'test', 'bench', 'main.ts'), ...workers() };
  await bundleForNode({ outDir: folder, emptyOutDir: true, input });
  return join(folder, 'bench.js');
}
