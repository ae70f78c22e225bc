import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, makeWhole } from '../../build/base/files.mjs';
import { locked } from '../../build/base/lock.mjs';
import { settle, unitCount, windowCount } from '../../build/test/stages.mjs';

const root = join(import.meta.dirname, '..', '..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    const most: number[] = [];
    const work = async () => {
      inside += 1;
      most.push(inside);
      await wait(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => locked(join(folder, 'lock'), 'testing', work)));
    expect(most).toEqual([1, 1, 1, 1, 1]);
  });

  it('is given back when the work fails', async () => {
    const fail = async () => {
      throw new Error('no');
    };
    await expect(locked(join(folder, 'lock'), 'testing', fail)).rejects.toThrow('no');
    expect(await locked(join(folder, 'lock'), 'testing', async () => 'done')).toBe('done');
  });

  it('is taken over from a process that has ended', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(join(folder, 'lock'));
    writeFileSync(join(folder, 'lock', 'pid'), String(pid));
    expect(await locked(join(folder, 'lock'), 'testing', async () => 'done')).toBe('done');
  });
});

describe('a folder that is made whole', () => {
  it('is there with all that it was filled with', async () => {
    const made = join(folder, 'made');
    await makeWhole(made, async (temporary) => writeFileSync(join(temporary, 'a'), '1'));
    expect(readdirSync(made)).toEqual(['a']);
    expect(readdirSync(folder)).toEqual(['made']);
  });

  it('is not there at all when filling it fails', async () => {
    const fill = async (temporary: string) => {
      writeFileSync(join(temporary, 'half'), '1');
      throw new Error('broken off');
    };
    await expect(makeWhole(join(folder, 'made'), fill)).rejects.toThrow('broken off');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays as it is when somebody was quicker', async () => {
    const made = join(folder, 'made');
    await makeWhole(made, async (temporary) => {
      writeFileSync(join(temporary, 'late'), '1');
      mkdirSync(made);
      writeFileSync(join(made, 'quick'), '1');
    });
    expect(readdirSync(made)).toEqual(['quick']);
  });
});

describe('a fingerprint of sources', () => {
  it('changes with a new file, a changed file and a removed one, and with nothing else', () => {
    const sources = [join(folder, 'src'), join(folder, 'missing')];
    mkdirSync(sources[0] ?? '');
    const seen = [fingerprint(sources), fingerprint(sources)];
    writeFileSync(join(folder, 'src', 'a.ts'), '1');
    seen.push(fingerprint(sources));
    writeFileSync(join(folder, 'src', 'a.ts'), '22');
    seen.push(fingerprint(sources));
    rmSync(join(folder, 'src', 'a.ts'));
    seen.push(fingerprint(sources));
    expect(seen[1]).toBe(seen[0]);
    expect(new Set(seen.slice(1, 4)).size).toBe(3);
    expect(seen[4]).toBe(seen[0]);
  });
});

describe('the count of tests', () => {
  it('is read from the reports of both runners', () => {
    expect(unitCount({ numPassedTests: 7, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2 });
    expect(windowCount({ stats: { expected: 5, unexpected: 1, flaky: 1 } })).toEqual({ passed: 5, failed: 2 });
  });

  it('takes a stage that ran nothing, or failed without a failed test, for a failure', () => {
    expect(settle(unitCount(null), 0)).toEqual({ passed: 0, failed: 1 });
    expect(settle({ passed: 7, failed: 0 }, 1)).toEqual({ passed: 7, failed: 1 });
    expect(settle({ passed: 7, failed: 2 }, 1)).toEqual({ passed: 7, failed: 2 });
    expect(settle({ passed: 7, failed: 0 }, 0)).toEqual({ passed: 7, failed: 0 });
  });
});

describe('package-lock.json', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');

  it('holds no download addresses', () => {
    expect(lock).not.toContain('"resolved"');
  });

  it.each(['darwin-arm64', 'darwin-x64', 'win32-x64', 'linux-arm64'])('has what is native for %s, too', (platform) => {
    expect(lock).toContain(`node_modules/@biomejs/cli-${platform}"`);
    expect(lock).toContain(`node_modules/@rolldown/binding-${platform}`);
  });
});

it('the continuous integration runs what the README says', () => {
  expect(readFileSync(join(root, '.ci', 'run'), 'utf8')).toContain('npm ci </dev/null && npm test </dev/null');
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('npm ci && npm test');
  expect(existsSync(join(root, 'LICENSE'))).toBe(true);
});
