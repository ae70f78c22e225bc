import { existsSync } from 'node:fs';
import { log, Stop } from '../base/log.mjs';
import { run, which } from '../base/run.mjs';

let updated = false;

/**
 * Installs Debian packages when that is possible here (Debian or a relative of it, as root), and stops with the exact
 * command when it is not.
 *
 * @param {readonly string[]} packages
 * @param {string} why what is missing without them
 * @param {string} elsewhere what to do on a system without apt
 */
export async function ensurePackages(packages, why, elsewhere) {
  if (which('apt-get') === null || !existsSync('/var/lib/dpkg')) throw new Stop(why, elsewhere);
  if (process.getuid?.() !== 0) {
    throw new Stop(
      why,
      `Run this once, then try again:\n  sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`,
    );
  }
  log(`${why} Installing with apt-get: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) await run('apt-get', ['update'], { env });
  updated = true;
  const names = await Promise.all(packages.map(nameHere));
  const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env });
  if (code === 0) return;
  throw new Stop(
    `apt-get could not install them:\n${output.trim().split('\n').slice(-8).join('\n')}`,
    `Install these packages and try again: ${names.join(' ')}`,
  );
}

/**
 * @param {string} name
 * @returns {Promise<string>} newer Debians and Ubuntus renamed some libraries when `time_t` grew to 64 bits
 */
async function nameHere(name) {
  const renamed = `${name}t64`;
  return (await run('apt-cache', ['show', '--no-all-versions', renamed])).code === 0 ? renamed : name;
}
