import { root } from '../base/places.mjs';
import { json, nativeModules } from './entries.mjs';

/**
 * Bundles a program that runs on Node without a window, in the same way as the application.
 *
 * @param {{ outDir: string, emptyOutDir: boolean, input: Record<string, string> }} what `input`: the entry points by name; each becomes `NAME.js`
 */
export async function bundleForNode({ outDir, emptyOutDir, input }) {
  // Loaded only here: a finished build starts without the bundler.
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    json,
    ssr: { noExternal: true, external: nativeModules },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir,
      minify: false,
      reportCompressedSize: false,
      rollupOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}
