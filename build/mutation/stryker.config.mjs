import { join } from 'node:path';

// build/mutation.mjs says what, and where the report goes.
const {
  COUNTERSIGN_MUTATION_FOLDER: folder = 'out/mutation',
  COUNTERSIGN_MUTATE = '',
  COUNTERSIGN_MUTATION_SAMPLE = '',
} = process.env;

/** @type {Partial<import('@stryker-mutator/api/core').StrykerOptions>} */
export default {
  plugins: ['./build/mutation/runner.mjs', './build/mutation/sample.mjs', './build/mutation/reporter.mjs'],
  checkers: COUNTERSIGN_MUTATION_SAMPLE === '' ? [] : ['sample'],
  testRunner: 'in-process',
  mutate: COUNTERSIGN_MUTATE.split(' '),
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  incrementalFile: join(folder, 'incremental.json'),
  reporters: ['progress-append-only', 'unnoticed', 'json'],
  jsonReporter: { fileName: join(folder, 'report.json') },
  // vite leaves what is below node_modules to Node, which cannot read TypeScript: not the place for the copy.
  tempDirName: join('out', 'mutation'),
  ignorePatterns: ['out', 'docs', 'findings', 'test/app', 'test-results', '*.log'],
  // Stryker would rewrite the paths in it with a compiler interface that TypeScript 7 no longer has.
  tsconfigFile: 'none.json',
  timeoutMS: 30_000,
};
