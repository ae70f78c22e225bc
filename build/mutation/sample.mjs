// A checker for Stryker that lets a random share of the mutants through. It sorts out the others as those that do not compile,
// which no score counts.
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** @typedef {import('@stryker-mutator/api/core').Mutant} Mutant */

/**
 * Whether a mutant belongs to a sample. It depends on nothing but the mutant and the seed, and a larger share has all mutants of
 * a smaller one.
 *
 * @param {{ file: string, line: number, column: number, mutatorName: string, replacement: string }} mutant `file` with slashes,
 *   line and column from 1
 * @param {string} sample a share from 0 to 1, a blank, a seed
 * @returns {boolean}
 */
export function inSample({ file, line, column, mutatorName, replacement }, sample) {
  const [share = '1', seed = ''] = sample.split(' ');
  const hash = createHash('sha256').update([seed, file, line, column, mutatorName, replacement].join('\n')).digest();
  return hash.readUInt32BE() < Number(share) * 2 ** 32;
}

/** @implements {Checker} */
class SampleChecker {
  /** @type {[]} */
  static inject = [];

  async init() {}

  /**
   * @param {Mutant[]} mutants
   * @returns {Promise<Record<string, CheckResult>>}
   */
  async check(mutants) {
    const sample = process.env.COUNTERSIGN_MUTATION_SAMPLE ?? '';
    return Object.fromEntries(
      mutants.map(({ id, fileName, location: { start }, mutatorName, replacement }) => {
        const file = relative('', fileName).replaceAll('\\', '/');
        // Stryker counts from 0 here, and from 1 in its report.
        const mutant = { file, line: start.line + 1, column: start.column + 1, mutatorName, replacement };
        return [
          id,
          inSample(mutant, sample)
            ? { status: CheckStatus.Passed }
            : { status: CheckStatus.CompileError, reason: 'Not in the sample.' },
        ];
      }),
    );
  }
}

/** @typedef {import('@stryker-mutator/api/check').Checker} Checker */
/** @typedef {import('@stryker-mutator/api/check').CheckResult} CheckResult */

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
