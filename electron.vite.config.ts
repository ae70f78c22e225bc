import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { z } from 'zod';
import { bundled, DEMO_SCENARIO, json, nativeModules, processes } from './build/app/entries.mjs';

const here = (path: string): string => resolve(import.meta.dirname, path);

// The placeholder that window/pages.ts replaces with the nonce of the load (docs/rules.md#the-window).
const NONCE = '__CSP_NONCE__';

// The life of a new training workspace ships with the application; its one home is where the tests play it.
const demoScenario: Plugin = {
  name: 'countersign-story',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'training.jsonl', source: readFileSync(here(DEMO_SCENARIO)) });
  },
};

// The window warns when it runs on another Electron: the fallback of the set-up.
function officialElectron(): string {
  const described: unknown = JSON.parse(readFileSync(here('package.json'), 'utf8'));
  return z.object({ devDependencies: z.object({ electron: z.string() }) }).parse(described).devDependencies.electron;
}

// Both sides are compiled for the oldest Electron that they run on: 33, the fallback of the set-up.
export default defineConfig({
  main: {
    plugins: [demoScenario],
    json,
    build: {
      ...bundled,
      target: 'node20.18',
      outDir: 'out/main',
      rollupOptions: {
        input: processes(),
        external: ['electron', ...nativeModules],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node20.18',
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: here('src-preload/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('src-renderer'),
    plugins: [react()],
    html: { cspNonce: NONCE },
    define: { OFFICIAL_ELECTRON: JSON.stringify(officialElectron()) },
    server: {
      host: '127.0.0.1',
      port: 5178,
      strictPort: true,
      hmr: { host: '127.0.0.1', protocol: 'ws', clientPort: 5178 },
    },
    build: {
      target: 'chrome130',
      outDir: here('out/renderer'),
      minify: true,
      modulePreload: { polyfill: false },
      // Everything is a file of app://: nothing is inlined as data:, which the CSP allows for images only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      rollupOptions: {
        input: { index: here('src-renderer/index.html') },
        // All code of the first screen goes into one file: the main process serves it, at some milliseconds a file.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
});
