import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readJson } from '../base/files.mjs';
import { log, Stop } from '../base/log.mjs';
import { out, root } from '../base/places.mjs';
import { pass, run } from '../base/run.mjs';

/** @typedef {import('../../test/bench/base/report.ts').Findings} Findings */

/**
 * Measures the inbox of an older commit and of this checkout on the same requests, in one run: the older one makes a workspace and
 * is measured on it, and then this one on a copy, which its migrations upgrade.
 *
 * @param {string} commit
 * @param {number} requests
 * @param {{ executable: string, folder: string, part: (...args: string[]) => Promise<Findings> }} bench `folder` is for generated files
 * @returns {Promise<Findings>}
 */
export async function inboxAgainst(commit, requests, { executable, folder, part }) {
  const older = await olderBench(commit);
  const answer = join(folder, 'older.json');
  /** @param {readonly string[]} args */
  const ask = async (...args) => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const code = await pass(executable, [older, answer, ...args], { cwd: root, env });
    if (code !== 0) throw new Stop(`The part ${args[0]} of ${commit} failed.`, 'Its output is above.');
    return /** @type {Findings} */ (readJson(answer));
  };
  const [workspace, copy] = [join(folder, 'workspace'), join(folder, 'copy')];
  log(`Making a workspace with ${requests.toLocaleString('en')} requests, as ${commit} does.`);
  await ask('generate', workspace, String(requests));
  cpSync(workspace, copy, { recursive: true });
  const before = await ask('inbox', workspace);
  const now = await part('inbox', copy);
  const rows = now.verdicts.flatMap(({ what, ours }) => {
    const then = before.verdicts.find((verdict) => verdict.what === what);
    return then === undefined ? [] : [[what, then.ours, ours, `${(number(ours) / number(then.ours)).toFixed(2)}`]];
  });
  const says =
    'The slowest median of all samples, and in brackets the slowest round, on the same requests in the same run.';
  const columns = ['what', commit, 'now', 'now / then'];
  return { verdicts: [], tables: [{ title: `Inbox: beside ${commit}`, says, columns, rows }] };
}

// A time as the report writes it: “1.05 ms (worst 2.10 ms)”.
const number = (/** @type {string} */ text) => Number.parseFloat(text.replaceAll(',', ''));

/**
 * Builds the benchmark of a commit from its own sources, with the packages that are installed here.
 *
 * @param {string} commit
 * @returns {Promise<string>} the file to run
 */
async function olderBench(commit) {
  const sources = join(out, 'against', commit);
  if (!existsSync(sources)) {
    mkdirSync(sources, { recursive: true });
    const archive = join(out, 'against', `${commit}.tar`);
    for (const [program, ...args] of [
      ['git', '-C', root, 'archive', '--output', archive, commit],
      ['tar', '-xf', archive, '-C', sources],
    ]) {
      const { code, output } = await run(program ?? '', args);
      if (code !== 0) throw new Stop(`The sources of ${commit} could not be read.`, output.trim());
    }
    symlinkSync(join(root, 'node_modules'), join(sources, 'node_modules'), 'junction');
  }
  const { buildBench } = await import(pathToFileURL(join(sources, 'build', 'bench', 'bundle.mjs')).href);
  return buildBench();
}
