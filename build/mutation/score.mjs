/**
 * @typedef {object} Mutant
 * @property {string} file
 * @property {string} status
 * @property {string} mutatorName
 * @property {string} replacement
 * @property {number} line from 1
 * @property {number} column from 1
 */
/**
 * @typedef {object} Reported as in Stryker's report
 * @property {string} status
 * @property {string} mutatorName
 * @property {string} [replacement]
 * @property {{ start: { line: number, column: number } }} location
 */
/** @typedef {{ killed: number, survived: number, untested: number, score: string }} Score */

/**
 * @param {unknown} report as Stryker writes it: `files`, each with `mutants`, each with a `status`
 * @param {readonly string[]} places files and folders
 * @returns {Mutant[]} those in these places
 */
export function mutantsIn(report, places) {
  const { files = {} } = /** @type {{ files?: Record<string, { mutants: Reported[] }> }} */ (report ?? {});
  return Object.entries(files)
    .filter(([file]) => places.some((place) => file === place || file.startsWith(`${place}/`)))
    .flatMap(([file, { mutants }]) =>
      mutants.map(({ status, mutatorName, replacement = '', location: { start } }) => {
        return { file, status, mutatorName, replacement, line: start.line, column: start.column };
      }),
    );
}

/**
 * @param {readonly Mutant[]} mutants
 * @returns {Score} `score` is the share of the noticed ones among all that were tried or that no test reaches
 */
export function scoreOf(mutants) {
  const count = (/** @type {readonly string[]} */ ...wanted) =>
    mutants.filter(({ status }) => wanted.includes(status)).length;
  const [killed, survived, untested] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
  const total = killed + survived + untested;
  const score = total === 0 ? 'nothing to notice' : `${(Math.floor((killed / total) * 1000) / 10).toFixed(1)} %`;
  return { killed, survived, untested, score };
}

/**
 * @param {readonly Mutant[]} mutants
 * @returns {string[]} a line for each that no test noticed
 */
export function survivorsOf(mutants) {
  return mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(lineOf);
}

/**
 * @param {Mutant} mutant
 * @returns {string} where it is, and what it puts there
 */
export function lineOf({ file, line, column, status, mutatorName, replacement }) {
  const short = replacement.replaceAll(/\s+/g, ' ').slice(0, 100);
  return `${file}:${line}:${column} ${status === 'Survived' ? 'not noticed' : 'not reached'} ${mutatorName}: ${short}`;
}
