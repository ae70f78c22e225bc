import { log, Stop } from '../base/log.mjs';
import { pass } from '../base/run.mjs';
import { ensureDisplay, switches } from './libraries.mjs';

/** Chromium ends itself with SIGTRAP when it cannot continue. */
const TRAPPED = 133;

/**
 * Runs Electron to its end, on a virtual display if there is no real one.
 *
 * @param {import('./electron.mjs').Electron} electron
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} exit code
 */
export async function launch(electron, args, options = {}) {
  const display = await ensureDisplay();
  if (display.because !== null) log(display.because);
  const [program, ...rest] = [...display.prefix, electron.executable, ...switches(), ...args];
  const code = program === undefined ? 1 : await pass(program, rest, options);
  if (code === TRAPPED && process.platform === 'linux') {
    throw new Stop(
      'Electron ended at once. If it said that no sandbox can be used, this system does not let your programs make one.',
      'Allow it, then try again:\n  sudo sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0',
    );
  }
  return code;
}
