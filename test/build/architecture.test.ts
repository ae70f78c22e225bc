import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkArchitecture, FEWEST_FILES, ruleNames } from '../../build/rules/architecture.mjs';
import { deskAreas, featureNames, featureRule } from '../../build/rules/imports.mjs';

const root = join(import.meta.dirname, '..', '..');

/** For each area of the desk, a file in it that imports the code that wires the areas. */
const areaPlants = Object.fromEntries(
  Object.keys(deskAreas).map((area) => [
    `desk-area-${area}`,
    [`src-main/desk/${area}/planted.ts`, "import type { Desk } from '../desk.ts';"] as const,
  ]),
);

/** For each architecture rule, a file that breaks it. */
const plants: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'contract-imports-zod-only': ['src-preload/contract/planted.ts', "import 'uuid';"],
  'names-import-nothing': ['src-preload/contract/names.ts', "import { z } from 'zod';\nexport const areas = z;"],
  'preload-imports-contract-only': ['src-preload/planted1.ts', "import type { Desk } from '../src-main/desk/desk.ts';"],
  'texts-import-their-library-only': [
    'src-preload/texts/planted1.ts',
    "import type { Role } from '#contract/people.ts';",
  ],
  'texts-in-their-library-only': ['src-main/desk/planted8.ts', "import { en } from '#texts/en/index.ts';"],
  'preload-runs-names-only': ['src-preload/planted2.ts', "import { roles } from './contract/people.ts';"],
  ...Object.fromEntries(
    featureNames.map((name) => [
      featureRule(name),
      [`src-renderer/${name}/planted.ts`, "import '../routes.tsx';"] as const,
    ]),
  ),
  'ui-knows-no-application': ['src-renderer/ui/planted.ts', "import { useMe } from '../app/session.ts';"],
  'app-knows-no-feature': ['src-renderer/app/planted.ts', "import { x } from '../ledger/search.ts';"],
  'features-are-listed': ['src-renderer/unlisted/planted.ts', "import { x } from '../ui/keys.ts';"],
  'renderer-imports-contract-only': ['src-renderer/planted1.tsx', "import { x } from '../src-main/engine/clock.ts';"],
  'main-knows-no-page': ['src-main/desk/planted9.ts', "import { x } from '../../src-renderer/main.tsx';"],
  'renderer-is-a-web-page': ['src-renderer/planted2.tsx', "const fs = await import('node:fs');"],
  'engine-is-pure': ['src-main/engine/planted1.ts', "import { readFileSync } from 'node:fs';"],
  'engine-imports-contract-types': [
    'src-main/engine/planted2.ts',
    "import { type Role, roles } from '#contract/people.ts';",
  ],
  'ledger-is-pure': ['src-main/ledger/planted1.ts', "import type { Store } from '../store/store.ts';"],
  'store-imports-engine-types': ['src-main/store/planted1.ts', "export * from '../engine/clock.ts';"],
  'core-knows-no-use-case': ['src-main/ledger/planted2.ts', "import type { Desk } from '../desk/desk.ts';"],
  'desk-knows-no-entry-point': ['src-main/desk/planted1.ts', "import '../cli/desk.ts';"],
  'kernel-knows-no-area': ['src-main/desk/kernel/planted1.ts', "import { viewRequests } from '../requests/view.ts';"],
  'wording-and-importing-know-no-area': ['src-main/desk/wording/planted1.ts', "import '../requests/view.ts';"],
  ...areaPlants,
  'entry-points-go-through-the-desk': ['src-main/bridge/planted1.ts', "import { openStore } from '../store/store.ts';"],
  'bridge-stays-apart': ['src-main/bridge/planted2.ts', "import '../cli/desk.ts';"],
  'cli-stays-apart': ['src-main/cli/planted1.ts', "import { openBridge } from '../bridge/bridge.ts';"],
  'jobs-stay-apart': ['src-main/jobs/planted.ts', "import '../cli/desk.ts';"],
  'nothing-imports-main': ['src-main/desk/planted2.ts', "import '../main.ts';"],
  'main-process-without-desk': [
    'src-main/process/main/planted.ts',
    "import { openStore } from '../../store/store.ts';",
  ],
  'main-begins-light': ['src-main/main.ts', "import { t } from '#texts/texts.ts';"],
  'desk-process-without-electron': ['src-main/process/desk/planted.ts', "import { app } from 'electron';"],
  'protocol-is-data': ['src-main/process/protocol.ts', "import 'uuid';"],
  'only-main-imports-window': ['src-main/desk/planted3.ts', "import { ORIGIN } from '../window/origin.ts';"],
  'window-knows-no-desk': ['src-main/window/planted.ts', "import type { Desk } from '../desk/desk.ts';"],
  'electron-in-its-rooms': ['src-main/store/planted2.ts', "import { app } from 'electron';"],
  'cli-without-electron': ['src-main/cli/planted2.ts', "import { x } from '../store/planted2.ts';"],
  'product-without-scaffolding': ['src-main/desk/planted4.ts', "import { root } from '../../build/base/places.mjs';"],
  'imports-lead-somewhere': ['src-main/desk/planted5.ts', "import { x } from './nowhere.ts';"],
  'no-circles': ['src-main/desk/planted6.ts', "import { y } from './planted6.ts';\nexport const x = y;"],
  'raw-ipc-in-its-rooms': [
    'src-main/desk/planted7.ts',
    "import electron from 'electron';\nelectron.ipcMain.handle('x');",
  ],
};

/** Two files that import each other, for types only. */
const typeCircle: readonly (readonly [file: string, text: string])[] = [
  ['src-main/desk/circle1.ts', "import type { B } from './circle2.ts';\nexport type A = B | 1;"],
  ['src-main/desk/circle2.ts', "import type { A } from './circle1.ts';\nexport type B = A | 2;"],
];

/** For each lint rule that the code relies on, a file that breaks it. */
const lintPlants: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'lint/suspicious/noExplicitAny': ['src-main/desk/lint1.ts', 'export const a = (x: any) => x;'],
  'lint/style/noNonNullAssertion': ['src-main/desk/lint2.ts', 'export const a = (x: string | null) => x!.length;'],
  'lint/nursery/noUnsafeTypeAssertion': ['src-main/desk/lint3.ts', 'export const a = (x: unknown) => x as string;'],
  'lint/nursery/noFloatingPromises': ['src-main/desk/lint4.ts', 'export const a = () => { Promise.resolve(1); };'],
  'lint/style/noRestrictedGlobals': ['src-main/engine/lint1.ts', 'export const a = () => new Date();'],
  'lint/nursery/noJsRestrictedProperties': ['src-main/engine/lint2.ts', 'export const a = () => Math.random();'],
  'lint/style/noRestrictedImports': ['src-main/engine/lint3.ts', "import 'node:fs';"],
  'lint/suspicious/noTsIgnore': ['src-main/desk/lint5.ts', '// @ts-ignore\nexport const a: string = 1;'],
  'lint/suspicious/noSkippedTests': ['test/lint1.test.ts', "import { it } from 'vitest';\nit.skip('x', () => {});"],
  'lint/suspicious/noFocusedTests': ['test/lint2.test.ts', "import { it } from 'vitest';\nit.only('x', () => {});"],
};

const diagnostics = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.union([z.string(), z.object({ file: z.string() })]) }),
    }),
  ),
});

describe('the architecture rules', () => {
  let copy = '';
  let found: ReturnType<typeof checkArchitecture>['violations'] = [];

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'countersign-architecture-'));
    for (const side of ['src-main', 'src-preload', 'src-renderer']) {
      cpSync(join(root, side), join(copy, side), { recursive: true });
    }
    for (const file of ['biome.json', '.gitignore', 'tsconfig.json', 'package.json']) {
      copyFileSync(join(root, file), join(copy, file));
    }
    for (const folder of ['node_modules', 'build']) symlinkSync(join(root, folder), join(copy, folder), 'junction');
    const more = [
      ['src-main/desk/groups/planted2.ts', "import '../people/keys.ts';"],
      ['src-main/desk/groups/planted3.ts', "import '../requests/reassess.ts';"],
    ] as const;
    for (const [file, text] of [...Object.values(plants), ...typeCircle, ...more, ...Object.values(lintPlants)]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    found = checkArchitecture(copy).violations;
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('has a planted violation for each rule', () => {
    expect(Object.keys(plants).sort()).toEqual([...ruleNames].sort());
  });

  it.each(Object.entries(plants))('finds a planted violation of %s', (rule, [file]) => {
    expect(found.filter((violation) => violation.rule === rule).map(({ from }) => from)).toContain(
      // An import reached by the command line is reported in the file that imports Electron.
      rule === 'cli-without-electron' ? 'src-main/store/planted2.ts' : file,
    );
  });

  it('limits an area of the desk to the areas that it may import', () => {
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'desk-area-groups', from: 'src-main/desk/groups/planted2.ts' }),
    );
    expect(found).not.toContainEqual(expect.objectContaining({ from: 'src-main/desk/groups/planted3.ts' }));
  });

  it('lets the main process import later what it must not import at once', () => {
    const later = checkArchitecture(root).violations.filter(({ rule }) => rule === 'main-begins-light');
    expect(later).toEqual([]);
    expect(readFileSync(join(root, 'src-main', 'main.ts'), 'utf8')).toContain("import('#texts/texts.ts')");
  });

  it('names every folder of the desk', () => {
    const folders = readdirSync(join(root, 'src-main', 'desk'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const others = ['kernel', 'wording', 'importing', 'host', 'scenario'];
    expect(folders.sort()).toEqual([...Object.keys(deskAreas), ...others].sort());
  });

  it('has read the whole source', () => {
    expect(checkArchitecture(root).files).toBeGreaterThanOrEqual(FEWEST_FILES);
  });

  describe('the linter’s rules', () => {
    let lint: ReadonlyMap<string, readonly string[]> = new Map();

    beforeAll(() => {
      const script = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
      const planted = Object.values(lintPlants).map(([file]) => file);
      const { stdout } = spawnSync(process.execPath, [script, 'lint', '--reporter=json', ...planted], {
        cwd: copy,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      const report = diagnostics.parse(JSON.parse(stdout));
      const byRule = new Map<string, string[]>();
      for (const { category, location } of report.diagnostics) {
        const file = typeof location.path === 'string' ? location.path : location.path.file;
        byRule.set(category, [...(byRule.get(category) ?? []), file.replaceAll('\\', '/')]);
      }
      lint = byRule;
    });

    it.each(Object.entries(lintPlants))('find a planted violation of %s', (rule, [file]) => {
      expect(lint.get(rule)).toContain(file);
    });
  });
});
