import { defineConfig } from 'vitest/config';

// Unit, property and database tests. build/test.mjs runs them on Electron's own Node; test/app is Playwright's.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/app/**', 'test/bench/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
