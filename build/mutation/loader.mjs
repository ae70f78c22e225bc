import { ESModulesEvaluator, ModuleRunner } from 'vite/module-runner';

/** The parameters of what vite makes of a module, in order. */
const PARAMETERS = /** @type {const} */ ([
  '__vite_ssr_exports__',
  '__vite_ssr_import_meta__',
  '__vite_ssr_import__',
  '__vite_ssr_dynamic_import__',
  '__vite_ssr_exportAll__',
  '__vite_ssr_exportName__',
]);

const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/** Compiles each module once, although it is evaluated for each mutant. */
class CompilingOnce extends ESModulesEvaluator {
  /** @type {Map<string, Function>} */
  #compiled = new Map();

  /**
   * @override
   * @param {import('vite/module-runner').ModuleRunnerContext} context
   * @param {string} code
   */
  async runInlinedModule(context, code) {
    let compiled = this.#compiled.get(code);
    if (compiled === undefined) {
      compiled = AsyncFunction(...PARAMETERS, `"use strict";${code}`);
      this.#compiled.set(code, compiled);
    }
    await compiled(...PARAMETERS.map((name) => context[name]));
    Object.seal(context.__vite_ssr_exports__);
  }
}

/**
 * Loads sources and tests with vite, and libraries with Node. Sources are read and compiled once: after `clearCache`, an
 * import evaluates them anew, which takes some milliseconds. Libraries are never loaded twice.
 *
 * @param {import('vite').DevEnvironment} environment
 * @returns {ModuleRunner}
 */
export function moduleLoader(environment) {
  /** @type {Map<string, unknown>} */
  const fetched = new Map();
  /** @param {import('vite').HotPayload} payload */
  const invoke = async (payload) => {
    const { name, data } = /** @type {{ name: string, data: [string, string?] }} */ (
      'data' in payload ? payload.data : null
    );
    try {
      // The other question is for the modules of Node, which `fetchModule` tells as well.
      if (name !== 'fetchModule') return { result: [] };
      const [path, importer] = data;
      const key = `${path}\n${importer ?? ''}`;
      if (!fetched.has(key)) fetched.set(key, await environment.fetchModule(path, importer));
      return { result: fetched.get(key) };
    } catch (error) {
      return { error };
    }
  };
  return new ModuleRunner({ hmr: false, sourcemapInterceptor: false, transport: { invoke } }, new CompilingOnce());
}
