import { join } from 'node:path';

// build/mutation.mjs says what, and where the report goes.
const { COUNTERSIGN_MUTATION_FOLDER: folder = 'out/mutation', COUNTERSIGN_MUTATE = '' } = process.env;

/** @type {Partial<import('@stryker-mutator/api/core').StrykerOptions>} */
export default {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'build/mutation/vitest.config.ts', related: false },
  mutate: COUNTERSIGN_MUTATE.split(' '),
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  incrementalFile: join(folder, 'incremental.json'),
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: join(folder, 'report.json') },
  clearTextReporter: {
    allowColor: false,
    allowEmojis: false,
    logTests: false,
    maxTestsToLog: 0,
    reportTests: false,
    reportMutants: true,
    reportScoreTable: true,
    skipFull: false,
  },
  tempDirName: join('node_modules', '.countersign', 'mutation', 'sandbox'),
  ignorePatterns: ['out', 'docs', 'findings', 'test/app', 'test-results', 'src-renderer', '*.log'],
  // Stryker would rewrite the paths in it with a compiler interface that TypeScript 7 no longer has.
  tsconfigFile: 'none.json',
  timeoutMS: 20_000,
};
