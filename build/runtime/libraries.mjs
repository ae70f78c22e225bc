import { run, which } from '../base/run.mjs';
import { ensurePackages } from './debian.mjs';

// Libraries that Electron needs and that a Linux without a desktop may lack.
const LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxss1',
  'libxtst6',
  'fonts-liberation',
];

/**
 * Makes sure that the shared libraries are there to which an Electron on Linux is linked.
 *
 * @param {string} executable
 */
export async function ensureLibraries(executable) {
  if (process.platform !== 'linux') return;
  const missing = await missingLibraries(executable);
  if (missing.length === 0) return;
  await ensurePackages(
    LIBRARIES,
    `Electron needs libraries that this machine does not have: ${missing.join(', ')}.`,
    'Install these libraries with the package manager of this system and try again.',
  );
}

/**
 * @param {string} executable
 * @returns {Promise<readonly string[]>}
 */
async function missingLibraries(executable) {
  const { output } = await run('ldd', [executable]);
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name ?? '');
}

/** The size of a virtual display: that of a common laptop, and 24 bits a pixel. */
export const SCREEN = '1440x900x24';

/**
 * How to show a window on this machine: the words before the program and its arguments.
 *
 * @returns {Promise<{ prefix: readonly string[], because: string | null }>} `because` is a line for the reader if the
 *   display is a virtual one
 */
export async function ensureDisplay() {
  const { env, platform } = process;
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return { prefix: [], because: null };
  if (which('xvfb-run') === null || which('xauth') === null) {
    await ensurePackages(
      ['xvfb', 'xauth'],
      'There is no display, and no Xvfb for a virtual one.',
      'Set DISPLAY, or install Xvfb (xvfb-run and xauth) and try again.',
    );
  }
  return {
    prefix: ['xvfb-run', '-a', '-s', `-screen 0 ${SCREEN}`],
    because: 'There is no display: the window opens on a virtual one (xvfb-run) and cannot be seen.',
  };
}

/**
 * Arguments for Electron that only this command adds, never the application itself: its sandbox refuses to run as root.
 *
 * @returns {readonly string[]}
 */
export function switches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
