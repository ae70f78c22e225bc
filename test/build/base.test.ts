import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fingerprint, makeWhole, readJson } from '../../build/base/files.mjs';
import { locked } from '../../build/base/lock.mjs';
import { inSample } from '../../build/mutation/sample.mjs';
import { mutantsIn, scoreOf, survivorsOf } from '../../build/mutation/score.mjs';
import { byFolder, percent } from '../../build/test/coverage.mjs';
import { reversed, testsIn } from '../../build/test/order.mjs';
import { keptOf } from '../../build/test/reliability.mjs';
import { settle, unitCount, windowCount } from '../../build/test/stages.mjs';

const root = join(import.meta.dirname, '..', '..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a lock', () => {
  it('lets one process in at a time', async () => {
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

describe('a folder that is filled and then moved into place', () => {
  it('is there with all of its files', async () => {
    const made = join(folder, 'made');
    await makeWhole(made, async (temporary) => writeFileSync(join(temporary, 'a'), '1'));
    expect(readdirSync(made)).toEqual(['a']);
    expect(readdirSync(folder)).toEqual(['made']);
  });

  it('is not there if filling it fails', async () => {
    const fill = async (temporary: string) => {
      writeFileSync(join(temporary, 'half'), '1');
      throw new Error('broken off');
    };
    await expect(makeWhole(join(folder, 'made'), fill)).rejects.toThrow('broken off');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays as it is if another process was faster', async () => {
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

  it('counts a stage that ran nothing, or failed without a failed test, as a failure', () => {
    expect(settle(unitCount(null), 0)).toEqual({ passed: 0, failed: 1 });
    expect(settle({ passed: 7, failed: 0 }, 1)).toEqual({ passed: 7, failed: 1 });
    expect(settle({ passed: 7, failed: 2 }, 1)).toEqual({ passed: 7, failed: 2 });
    expect(settle({ passed: 7, failed: 0 }, 0)).toEqual({ passed: 7, failed: 0 });
  });

  it('lets a stage without the named test pass, unless its file is named, too', () => {
    expect(settle({ passed: 0, failed: 0 }, 1, { patterns: [], name: 'a' })).toEqual({ passed: 0, failed: 0 });
    expect(settle({ passed: 0, failed: 0 }, 1, { patterns: ['b'], name: 'a' })).toEqual({ passed: 0, failed: 1 });
    expect(settle({ passed: 3, failed: 0 }, 1, { patterns: [], name: 'a' })).toEqual({ passed: 3, failed: 1 });
  });
});

describe('the order of window tests', () => {
  it('is reversed, and keeps the code between the tests in its place', async () => {
    const text = [
      "import { test } from 'x';",
      "test('a', () => {});",
      '// why\ntest.beforeAll(() => {});',
      'for (const b of [1, 2]) test(String(b), () => {});',
      'const later = 1;',
      "test.describe('c', () => { test('d', () => {}); });",
    ];
    const [first, a, before, loop, between, group] = text;
    expect(await reversed(text.join('\n'))).toBe([first, group, before, loop, between, a].join('\n'));
  });

  it('is turned round within a group, too', async () => {
    const text = (first: string, last: string) =>
      `test.describe('c', () => {\n  test.beforeEach(() => {});\n  ${first}\n  const d = 1;\n  ${last}\n});`;
    const [one, other] = ["test('a', () => {});", 'for (const b of [1]) { test(String(b), () => {}); }'];
    expect(await reversed(text(one, other))).toBe(text(other, one));
  });

  it('is read from the list of the runner, inner groups included', () => {
    const spec = (title: string, line: number) => ({ title, file: 'a.test.ts', line });
    const suites = [
      { title: 'a.test.ts', specs: [spec('one', 3)], suites: [{ title: 'in', specs: [spec('two', 7)] }] },
    ];
    expect(testsIn({ suites })).toEqual([
      { file: 'test/app/a.test.ts', line: 3, title: 'one' },
      { file: 'test/app/a.test.ts', line: 7, title: 'in › two' },
    ]);
    expect(testsIn(null)).toEqual([]);
  });
});

describe('the page about reliability', () => {
  it('keeps the sections of other commands when it is written again', () => {
    const before = 'old figures\n\n<!-- npm run soak keeps what follows. -->\n\n## Coverage\n';
    expect(keptOf(before)).toBe('\n<!-- npm run soak keeps what follows. -->\n\n## Coverage\n');
    expect(keptOf('old figures')).toBe('');
    expect(keptOf(readFileSync(join(root, 'docs', 'reliability.md'), 'utf8'))).toContain('## Coverage');
  });
});

describe('the mutation score', () => {
  const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'];
  const mutants = statuses.map((status, index) => ({
    status,
    mutatorName: 'BooleanLiteral',
    replacement: 'true',
    location: { start: { line: index + 1, column: 5 } },
  }));
  const report = { files: { 'src-main/a/a.ts': { mutants }, 'src-main/ab/b.ts': { mutants } } };

  it('counts mutants that no test reaches as survivors, and leaves out those that cannot run', () => {
    expect(scoreOf(mutantsIn(report, ['src-main/a']))).toEqual({
      killed: 2,
      survived: 1,
      untested: 1,
      score: '50.0 %',
    });
    expect(scoreOf([]).score).toBe('nothing to notice');
  });

  it('is that of the files and folders asked for', () => {
    expect(mutantsIn(report, ['src-main/a', 'src-main/ab/b.ts'])).toHaveLength(12);
    expect(mutantsIn(report, ['src-main/a/a.ts'])).toHaveLength(6);
    expect(mutantsIn(report, ['src-main/c'])).toEqual([]);
    expect(mutantsIn(null, ['src-main/a'])).toEqual([]);
  });

  it('comes with a line for each that no test noticed', () => {
    expect(survivorsOf(mutantsIn(report, ['src-main/a']))).toEqual([
      'src-main/a/a.ts:3:5 not noticed BooleanLiteral: true',
      'src-main/a/a.ts:4:5 not reached BooleanLiteral: true',
    ]);
  });
});

describe('a sample of mutants', () => {
  const mutants = Array.from({ length: 2_000 }, (_, line) => ({
    file: 'src-main/a.ts',
    line,
    column: 1,
    mutatorName: 'BooleanLiteral',
    replacement: 'true',
  }));
  const chosen = (sample: string) => mutants.filter((mutant) => inSample(mutant, sample)).map(({ line }) => line);

  it('has about the share that was asked for, the same each time, and another one with another seed', () => {
    expect(chosen('0.1 1').length).toBeGreaterThan(150);
    expect(chosen('0.1 1').length).toBeLessThan(250);
    expect(chosen('0.1 1')).toEqual(chosen('0.1 1'));
    expect(chosen('0.1 2')).not.toEqual(chosen('0.1 1'));
    expect([chosen('1 1').length, chosen('0 1').length]).toEqual([2_000, 0]);
  });

  it('is part of every larger sample', () => {
    const larger = chosen('0.5 1');
    expect(chosen('0.1 1').filter((line) => !larger.includes(line))).toEqual([]);
  });
});

describe('the coverage', () => {
  const shares = (covered: number, total: number) => {
    const share = { covered, total };
    return { lines: share, branches: share, functions: share };
  };

  it('is summed by folder and in total', () => {
    const home = join('/', 'home');
    const of = (...path: string[]) => join(home, ...path);
    const sums = byFolder(
      {
        total: shares(99, 99),
        [of('src-main', 'store', 'a.ts')]: shares(1, 2),
        [of('src-main', 'store', 'queries', 'b.ts')]: shares(3, 4),
        [of('src-main', 'main.ts')]: shares(0, 5),
        [of('src-preload', 'contract', 'c.ts')]: shares(6, 6),
      },
      home,
    );
    expect([...sums].map(([folder, { lines }]) => [folder, lines.covered, lines.total])).toEqual([
      ['contract', 6, 6],
      ['main', 0, 5],
      ['store', 4, 6],
      ['all', 10, 17],
    ]);
  });

  it('is never rounded up', () => {
    expect(percent({ covered: 9_999, total: 10_000 })).toBe('99.9 %');
    expect(percent({ covered: 1, total: 1 })).toBe('100.0 %');
    expect(percent({ covered: 0, total: 0 })).toBe('–');
  });
});

describe('package-lock.json', () => {
  const entry = z.looseObject({
    integrity: z.string().optional(),
    resolved: z.string().optional(),
    optionalDependencies: z.record(z.string(), z.string()).optional(),
  });
  const { packages } = z
    .looseObject({ packages: z.record(z.string(), entry) })
    .parse(readJson(join(root, 'package-lock.json')));
  const installed = Object.entries(packages).filter(([path]) => path !== '');

  it('fixes the content of every package, wherever it is downloaded from', () => {
    expect(installed.length).toBeGreaterThan(200);
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual(
      [],
    );
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  // npm can lose the packages for other systems than the one on which it wrote the lock file.
  it('has the packages for each system that a package names', () => {
    const wanted = installed.flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).map((name) => ({ path, name })),
    );
    expect(wanted.length).toBeGreaterThan(20);
    const missing = wanted.filter(
      ({ path, name }) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
    );
    expect(missing).toEqual([]);
  });
});

/** npm's own commands; `npm run` alone lists the scripts. */
const NPM_OWN = new Set(['ci', 'install', 'run']);

it('every npm command that the README, the documents and the continuous integration name is a script', () => {
  const { scripts } = z
    .looseObject({ scripts: z.record(z.string(), z.string()) })
    .parse(readJson(join(root, 'package.json')));
  const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const named = ['README.md', 'CONTRIBUTING.md', join('.ci', 'run'), ...documents].flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bnpm (?:run (?:--silent )?)?([a-z][\w-]*(?::\w+)*)/g)].map(
      ([, script = '']) => ({ file, script }),
    ),
  );
  expect(new Set(named.map(({ file }) => file))).toContain(join('.ci', 'run'));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ script }) => !(script in scripts || NPM_OWN.has(script)))).toEqual([]);
});
