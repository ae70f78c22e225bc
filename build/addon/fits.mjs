import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../base/places.mjs';

export const BINARY = 'better_sqlite3.node';

/** The installed package. */
export const home = join(root, 'node_modules', 'better-sqlite3');

/** The path that better-sqlite3 tries first, before its own prebuilt binaries. */
export const installed = join(home, 'build', 'Release', BINARY);

/** The Node-API that the prebuilt binaries inside the package were made for. On an older one they crash the process. */
export const PREBUILT_FOR = 10;

/**
 * Whether the Node that runs this can load the addon on disk. Only reads the disk.
 *
 * @returns {boolean}
 */
export const sqliteFitsThisNode = () => Number(process.versions.napi) >= PREBUILT_FOR || existsSync(installed);
