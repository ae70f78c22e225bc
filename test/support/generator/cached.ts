import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DEFAULTS, type GeneratorOptions, generateWorkspace } from './generate.ts';

const PREFIX = 'countersign-generated-';
const KEEP_MS = 3_600_000;
const PAUSE_MS = 100;
const GIVE_UP_MS = 300_000;

/** The options and sources on which a generated workspace depends. */
const SOURCES = [
  'src-preload/contract',
  'src-main/engine',
  'src-main/ledger',
  'src-main/store',
  'test/support/generator',
];

/**
 * The folder of a generated workspace, made once for these options and this state of the source. All tests share it:
 * read it, do not change it.
 */
export async function cachedWorkspace(options: Partial<GeneratorOptions>): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify({ ...DEFAULTS, ...options }))
    .update(sourceText())
    .digest('hex')
    .slice(0, 20);
  const directory = join(tmpdir(), PREFIX + key);
  removeOld();
  while (!existsSync(directory)) {
    if (!lock(directory)) await wait(PAUSE_MS);
    else
      try {
        const made = mkdtempSync(join(tmpdir(), 'countersign-generating-'));
        await generateWorkspace(made, options);
        renameSync(made, directory);
      } finally {
        rmSync(lockOf(directory), { recursive: true, force: true });
      }
  }
  return directory;
}

const lockOf = (directory: string) => `${directory}.lock`;

// Answers false if another test process is making this workspace but has been silent for so long that it must
// have died.
function lock(directory: string): boolean {
  try {
    mkdirSync(lockOf(directory));
    return true;
  } catch {
    const since = statSync(lockOf(directory), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > GIVE_UP_MS) rmSync(lockOf(directory), { recursive: true, force: true });
    return false;
  }
}

function sourceText(): string {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  return SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('queries') && !name.startsWith('integrity'))
      .sort()
      .map((name) => `${name}\n${readFileSync(join(root, folder, name), 'utf8')}`),
  ).join('\n');
}

function removeOld(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > KEEP_MS) rmSync(path, { recursive: true, force: true });
  }
}
