/** @typedef {{ killed: number, survived: number, untested: number, score: string }} Score */

/**
 * @param {unknown} report as Stryker writes it: `files`, each with `mutants`, each with a `status`
 * @returns {Score} `score` is the share of the noticed ones, those in code that no test reaches included
 */
export function scoreOf(report) {
  const { files = {} } = /** @type {{ files?: Record<string, { mutants: { status: string }[] }> }} */ (report ?? {});
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (/** @type {readonly string[]} */ ...wanted) => all.filter((status) => wanted.includes(status)).length;
  const [killed, survived, untested] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
  const total = killed + survived + untested;
  const score = total === 0 ? 'nothing to notice' : `${(Math.floor((killed / total) * 1000) / 10).toFixed(1)} %`;
  return { killed, survived, untested, score };
}
