import { defineConfig } from 'vitest/config';

// The tests that a mutant has to survive: build/mutation.mjs names them. Without the long random walks, which would run
// for every mutant and kill by luck, so that no named test would be missed.
export default defineConfig({
  test: {
    include: (process.env.COUNTERSIGN_MUTATION_TESTS ?? 'test/engine').split(',').map((path) => `${path}/**/*.test.ts`),
    exclude: ['test/engine/property/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
