// A test runner for Stryker, which loads the tests with vite and runs them by vitest's own functions, in one process. Stryker's
// runner for vitest starts a worker for each mutant and loads everything anew, libraries included: most of the time went there.
// Sources and tests are evaluated anew for each mutant, so that no mutant leaves anything behind and those of constants count.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { createServer } from 'vite';
import { readJson, writeWhole } from '../base/files.mjs';
import { moduleLoader } from './loader.mjs';

/** @typedef {import('@stryker-mutator/api/test-runner').TestRunner} TestRunner */
/** @typedef {import('@stryker-mutator/api/test-runner').TestResult} TestResult */
/** @typedef {typeof import('@vitest/runner')} Vitest */
/** @typedef {import('@vitest/runner').Task} Task */
/** @typedef {import('@vitest/runner').Test} Test */
/**
 * What the instrumented sources share with a runner: which mutant they are, and what is covered by which test.
 *
 * @typedef {object} Shared
 * @property {string | undefined} [activeMutant]
 * @property {string | undefined} [currentTestId] `FILE#NAME`
 * @property {number} [hitCount]
 * @property {number} [hitLimit]
 * @property {import('@stryker-mutator/api/core').MutantCoverage} [mutantCoverage]
 */

/** A slower test is tried after all quicker ones. */
const SLOW_MS = 100;

/** How long each test took in the first run. A file, as Stryker replaces a runner of which a mutant never ends. */
const TIMES = join(process.env.COUNTERSIGN_MUTATION_FOLDER ?? '', 'times.json');

/** @type {Shared} */
const shared = {};
Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: shared });

/** @implements {TestRunner} */
class InProcessRunner {
  /** @type {[]} */
  static inject = [];

  /** @type {readonly string[]} */
  #files = [];
  /** @type {import('vite').ViteDevServer | null} */
  #server = null;
  /** @type {import('vite/module-runner').ModuleRunner | null} */
  #loader = null;
  /** @type {Vitest | null} */
  #vitest = null;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#files = (process.env.COUNTERSIGN_MUTATION_TESTS ?? '').split(' ');
    // What vitest puts there in its workers; `expect` reads it.
    Object.assign(globalThis, { __vitest_worker__: { config: { snapshotOptions: {} }, filepath: '' } });
    const { resolve } = createRequire(import.meta.resolve('vitest'));
    this.#vitest = await import(pathToFileURL(resolve('@vitest/runner')).href);
    // The same random cases for each mutant. The first failure is enough: the smallest one would take long to find.
    (await import('fast-check')).configureGlobal({ seed: 1, endOnFailure: true });
    this.#server = await createServer({
      configFile: false,
      root: process.cwd(),
      logLevel: 'error',
      appType: 'custom',
      server: { middlewareMode: true, hmr: false, watch: null, ws: false },
      optimizeDeps: { noDiscovery: true },
    });
    this.#loader = moduleLoader(this.#server.environments.ssr);
  }

  /** @returns {Promise<import('@stryker-mutator/api/test-runner').DryRunResult>} */
  async dryRun() {
    const tests = await this.#run(new Map(this.#files.map((file) => [file, null])), null);
    writeWhole(TIMES, JSON.stringify(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs])));
    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: shared.mutantCoverage ?? { static: {}, perTest: {} },
    };
  }

  /**
   * @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options
   * @returns {Promise<import('@stryker-mutator/api/test-runner').MutantRunResult>}
   */
  async mutantRun({ activeMutant: { id }, hitLimit, mutantActivation, testFilter }) {
    // Stryker allows a hundred times the hits of the first run, as a failed property runs often to be made smaller: not here.
    const limit = hitLimit === undefined ? undefined : Math.ceil(hitLimit / 20);
    Object.assign(shared, { hitCount: 0, hitLimit: limit });
    const times = new Map(/** @type {[string, number][]} */ (readJson(TIMES) ?? []));
    const wanted = testFilter ?? [...times.keys()];
    /** @type {TestResult[]} */
    const tests = [];
    // Most mutants are noticed by a quick test, so the slow ones come last.
    for (const slow of [false, true]) {
      const these = wanted.filter((test) => slow === (times.get(test) ?? 0) > SLOW_MS);
      tests.push(...(await this.#run(byFile(these), { id, whileLoading: mutantActivation === 'static' })));
      if (tests.some(({ status }) => status === TestStatus.Failed)) break;
    }
    if (tests.length === 0) return { status: MutantRunStatus.Error, errorMessage: 'No test ran.' };
    const endless = determineHitLimitReached(shared.hitCount, limit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  }

  async dispose() {
    await this.#server?.close();
  }

  /**
   * @param {ReadonlyMap<string, ReadonlySet<string> | null>} wanted names of tests by file; null means all
   * @param {{ id: string, whileLoading: boolean } | null} mutant null in the first run, which must reach the end
   * @returns {Promise<TestResult[]>} of a mutant, up to the first failure
   */
  async #run(wanted, mutant) {
    const [loader, vitest] = [this.#loader, this.#vitest];
    if (loader === null || vitest === null) throw new Error('The runner has not been initialized.');
    loader.clearCache();
    /** @type {TestResult[]} */
    const results = [];
    let over = false;
    for (const [file, names] of wanted) {
      shared.activeMutant = mutant?.whileLoading ? mutant.id : undefined;
      const [task] = await vitest.startTests([file], {
        config: { ...CONFIG, root: process.cwd() },
        importFile: (path) => loader.import(path),
        onCollected(files) {
          shared.activeMutant = mutant?.id;
          for (const test of files.flatMap(testsOf)) if (names?.has(nameOf(test)) === false) test.mode = 'skip';
        },
        onBeforeRunSuite(suite) {
          if (over) suite.mode = 'skip';
        },
        onBeforeRunTask(test) {
          if (over) test.mode = 'skip';
          shared.currentTestId = `${file}#${nameOf(test)}`;
        },
        onAfterRunTask(test) {
          shared.currentTestId = undefined;
          over ||= mutant !== null && test.result?.state === 'fail';
        },
      });
      if (task !== undefined) results.push(...resultsOf(file, task));
      over ||= mutant !== null && results.some(({ status }) => status === TestStatus.Failed);
      if (over) break;
    }
    return results;
  }
}

/** @type {import('@vitest/runner').VitestRunnerConfig} */
const CONFIG = {
  root: '',
  setupFiles: [],
  name: undefined,
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
  maxConcurrency: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
  chaiConfig: undefined,
};

/**
 * @param {readonly string[]} ids `FILE#NAME`
 * @returns {Map<string, Set<string>>}
 */
function byFile(ids) {
  /** @type {Map<string, Set<string>>} */
  const wanted = new Map();
  for (const id of ids) {
    const end = id.indexOf('#');
    const file = id.slice(0, end);
    wanted.set(file, (wanted.get(file) ?? new Set()).add(id.slice(end + 1)));
  }
  return wanted;
}

/**
 * @param {string} file
 * @param {Task} task the file, after its run
 * @returns {TestResult[]} of the tests that ran; a file or suite that failed as a whole is one failed test
 */
function resultsOf(file, task) {
  const inner = task.type === 'suite' ? task.tasks.flatMap((each) => resultsOf(file, each)) : [];
  const { state, errors, duration = 0 } = task.result ?? {};
  const failed = state === 'fail' && !inner.some(({ status }) => status === TestStatus.Failed);
  if (!failed && (task.type === 'suite' || state !== 'pass')) return inner;
  const name = nameOf(task);
  const common = { id: `${file}#${name}`, name, fileName: file, timeSpentMs: duration };
  return failed
    ? [...inner, { ...common, status: TestStatus.Failed, failureMessage: errors?.[0]?.message ?? 'It failed.' }]
    : [{ ...common, status: TestStatus.Success }];
}

/**
 * @param {Task} task
 * @returns {Test[]}
 */
function testsOf(task) {
  return task.type === 'test' ? [task] : task.tasks.flatMap(testsOf);
}

/**
 * @param {Task} task
 * @returns {string} with the names of the suites around it; empty for a file
 */
function nameOf(task) {
  const outer = task.suite ? nameOf(task.suite) : '';
  return task === task.file ? '' : `${outer} ${task.name}`.trim();
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
