// Prints each mutant that no test notices as soon as it is known: a run that is broken off has shown something, too.
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { lineOf } from './score.mjs';

/** @typedef {import('@stryker-mutator/api/report').Reporter} Reporter */
/** @typedef {import('@stryker-mutator/api/core').MutantResult} MutantResult */

/** @implements {Reporter} */
class UnnoticedReporter {
  /** @type {[]} */
  static inject = [];

  /** @param {MutantResult} result */
  onMutantTested({ fileName, status, mutatorName, replacement = '', location: { start } }) {
    if (status !== 'Survived') return;
    process.stdout.write(
      `${lineOf({ file: fileName, status, mutatorName, replacement, line: start.line, column: start.column })}\n`,
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'unnoticed', UnnoticedReporter)];
