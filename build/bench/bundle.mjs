import { join } from 'node:path';
import { nativeModules } from '../app/entries.mjs';
import { out, root } from '../base/places.mjs';

const folder = join(out, 'bench');

/**
 * Bundles the parts of the benchmark that run without a window, as the application is bundled: measured is what runs.
 *
 * @returns {Promise<string>} the file to run
 */
export async function buildBench() {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: nativeModules },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: { bench: join(root, 'test', 'bench', 'main.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(folder, 'bench.js');
}
