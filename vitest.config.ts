import { defineConfig } from 'vitest/config';

// Unit, property and database tests. build/test.mjs runs them on Electron's own Node; test/app is Playwright's.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/app/**', 'test/bench/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Only for what hangs: beside other work a test can take several times as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    allowOnly: false,
  },
});
