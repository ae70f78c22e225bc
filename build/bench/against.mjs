import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCli } from '../app/cli.mjs';
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
  const sources = await olderSources(commit);
  const older = await built(sources, join('bench', 'bundle.mjs'), 'buildBench');
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
  const verified = await verificationAgainst(commit, sources, {
    workspace,
    copy,
    executable,
    update: (place) => part('open', place),
  });
  const before = await ask('inbox', workspace);
  const now = await part('inbox', copy);
  const rows = now.verdicts.flatMap(({ what, ours }) => {
    const then = before.verdicts.find((verdict) => verdict.what === what);
    return then === undefined ? [] : [[what, then.ours, ours, `${(number(ours) / number(then.ours)).toFixed(2)}`]];
  });
  const says =
    'The slowest median of all samples, and in brackets the slowest round, on the same requests in the same run.';
  const columns = ['what', commit, 'now', 'now / then'];
  return { verdicts: [], tables: [verified, { title: `Inbox: beside ${commit}`, says, columns, rows }] };
}

/**
 * Times the verification by the command line, of the older commit on its own workspace and of this checkout on the copy, which is brought up
 * to date before.
 *
 * @param {string} commit
 * @param {string} sources
 * @param {{ workspace: string, copy: string, executable: string, update: (place: string) => Promise<unknown> }} places
 */
async function verificationAgainst(commit, sources, { workspace, copy, executable, update }) {
  const then = await built(sources, join('app', 'cli.mjs'), 'buildCli');
  const now = await buildCli();
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const seconds = async (/** @type {string} */ program, /** @type {string} */ cli, /** @type {string} */ place) => {
    const started = performance.now();
    const { code, output } = await run(program, [cli, 'verify', place], { env });
    if (code !== 0) throw new Stop(`The verification by ${cli} failed.`, output.trim().slice(-2_000));
    const { length } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
    return { events: Number(length), took: (performance.now() - started) / 1_000 };
  };
  // The copy has the tables of then: the desk brings them up to date when it opens it.
  await update(copy);
  const ours = await seconds(executable, now, copy);
  const theirs = await seconds(process.execPath, then, workspace);
  const rate = (/** @type {{ events: number, took: number }} */ { events, took }) =>
    Math.round(events / took).toLocaleString('en');
  return {
    title: `Verification: beside ${commit}`,
    says: `By the command line, with authority: ${commit} on the Node that runs this, today's build on Electron's own, as each does.`,
    columns: ['events', `${commit}, events a second`, 'now, events a second', 'now / then'],
    rows: [[ours.events.toLocaleString('en'), rate(theirs), rate(ours), (theirs.took / ours.took).toFixed(1)]],
  };
}

// A time as the report writes it: “1.05 ms (worst 2.10 ms)”.
const number = (/** @type {string} */ text) => Number.parseFloat(text.replaceAll(',', ''));

/**
 * The sources of a commit, with the packages that are installed here.
 *
 * @param {string} commit
 * @returns {Promise<string>} their folder
 */
async function olderSources(commit) {
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
  return sources;
}

/**
 * Builds something of older sources as they do it.
 *
 * @param {string} sources
 * @param {string} script below `build`
 * @param {string} name of the function in it
 * @returns {Promise<string>} the file to run
 */
async function built(sources, script, name) {
  const { [name]: build } = await import(pathToFileURL(join(sources, 'build', script)).href);
  return build();
}
