import { defineConfig } from 'vitest/config';

// The tests that a mutant has to survive: build/mutation.mjs names them. Without the long random walks, which would run
// for every mutant and kill by luck, so that no named test would be missed.
export default defineConfig({
  test: {
    include: (process.env.COUNTERSIGN_MUTATION_TESTS ?? 'test/engine').split(' ').map((path) => `${path}/**/*.test.ts`),
    exclude: ['test/engine/property/**'],
    // One worker for all files of a run: most of a mutant's time would go into starting one for each.
    isolate: false,
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
