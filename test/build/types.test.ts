import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** A file that breaks a rule that only the types enforce, and the error that the compiler must find in it. */
interface Plant {
  readonly text: string;
  readonly error: string | null;
}

const idOfPerson = `import type { Compilable } from 'kysely';
import type { RequestId } from '#contract/scalars.ts';
import type { ReadDb } from '../src-main/store/connection.ts';
import { statement } from '../src-main/store/statement.ts';
const byName = statement<{ name: string }>()((value, db) =>
  db.selectFrom('fact_person').select('id').where('name', '=', value('name')),
);
export const planted = (db: ReadDb): unknown => [db, byName];
export type Planted = Compilable<RequestId>;
`;

const desk: Readonly<Record<string, Plant>> = {
  'nothing wrong': { text: idOfPerson, error: null },
  'a row that the query does not have': {
    text: `${idOfPerson}export const wrong: (args: { name: string }) => Compilable<{ id: RequestId }> = byName;`,
    error: 'TS2322',
  },
  'a row that the caller of the database made up': {
    text: `${idOfPerson}export const wrong = (db: ReadDb) => db.all<{ id: RequestId }>(byName({ name: '' }));`,
    error: 'TS2345',
  },
  'numbers read from a column of text': {
    text: `${idOfPerson}export const wrong = (db: ReadDb) => db.numbers(byName({ name: '' }));`,
    error: 'TS2345',
  },
  'an argument of another type than the column': {
    text: `import { statement } from '../src-main/store/statement.ts';
export const wrong = statement<{ id: number }>()((value, db) =>
  db.selectFrom('fact_person').select('id').where('id', '=', value('id')));`,
    error: 'TS2345',
  },
  'a reader that is to write': {
    text: `import { saveSetting } from '../src-main/store/queries/workstation.ts';
import type { Store } from '../src-main/store/store.ts';
export const wrong = (store: Store) => saveSetting(store.reader, 'theme', 'dark');`,
    error: 'TS2739',
  },
  'a writer that is to write outside a transaction': {
    text: `import { saveSetting } from '../src-main/store/queries/workstation.ts';
import type { Store } from '../src-main/store/store.ts';
export const wrong = (store: Store) => saveSetting(store.writer, 'theme', 'dark');`,
    error: 'TS2739',
  },
};

/** Names of the page in the desk, of Node in the window, and of either in the contract: [extended project, plants]. */
const sides: readonly (readonly [project: string, plants: Readonly<Record<string, Plant>>])[] = [
  ['tsconfig.node.json', desk],
  [
    'tsconfig.node.json',
    {
      'a process in the desk': { text: 'export const right = process.platform;', error: null },
      'a document in the desk': { text: 'export const wrong = document.title;', error: 'TS2584' },
      'a window in the desk': { text: 'export const wrong = window.location;', error: 'TS2304' },
    },
  ],
  [
    'src-renderer/tsconfig.json',
    {
      'a document in the window': { text: 'export const right = document.title;', error: null },
      'a process in the window': { text: 'export const wrong = process.platform;', error: 'TS2591' },
      'bytes of Node in the window': { text: "export const wrong = Buffer.from('x');", error: 'TS2591' },
    },
  ],
  [
    'src-preload/contract/tsconfig.json',
    {
      'a process in the contract': { text: 'export const wrong = process.platform;', error: 'TS2591' },
      'a document in the contract': { text: 'export const wrong = document.title;', error: 'TS2584' },
    },
  ],
];

/** The output of the compiler. */
function compile(folder: string, args: readonly string[]): string {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return spawnSync(process.execPath, [compiler, ...args], { cwd: folder, encoding: 'utf8', env, maxBuffer: 1 << 26 })
    .stdout;
}

/** The codes of the errors that the compiler finds in planted files of a project, by name of the plant. */
function errorsIn(folder: string, project: string, plants: Readonly<Record<string, Plant>>): [string, string[]][] {
  mkdirSync(folder);
  const files = Object.values(plants).map(({ text }, index) => {
    const file = join(folder, `planted${index}.ts`);
    writeFileSync(file, `${text}\n`);
    return file;
  });
  const compilerOptions = { noEmit: true, tsBuildInfoFile: './planted.tsbuildinfo' };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: `../${project}`, compilerOptions, include: [], exclude: [], files }),
  );
  const found = [
    ...compile(folder, ['--project', folder, '--pretty', 'false']).matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+):/gm),
  ];
  return Object.keys(plants).map((name, index) => [
    name,
    found.flatMap(([, file = '', error = '']) => (file.endsWith(`planted${index}.ts`) ? [error] : [])),
  ]);
}

describe('the type check', () => {
  let folder = '';
  let found: ReadonlyMap<string, readonly string[]> = new Map();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-types-'));
    for (const file of ['package.json', 'tsconfig.base.json', 'tsconfig.node.json'])
      copyFileSync(join(root, file), join(folder, file));
    for (const name of ['node_modules', 'src-main', 'src-preload', 'src-renderer'])
      symlinkSync(join(root, name), join(folder, name), 'junction');
    found = new Map(
      sides.flatMap(([project, plants], index) => errorsIn(join(folder, `planted${index}`), project, plants)),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(sides.flatMap(([, plants]) => Object.entries(plants)))('%s', (name, { error }) => {
    expect(found.get(name)).toEqual(error === null ? [] : [error]);
  });
});

describe('the names of a side come from no library that it imports:', () => {
  it.each([
    ['src-preload/contract/tsconfig.json', /@types\/node\/|lib\.dom\./],
    ['src-renderer/tsconfig.json', /@types\/node\//],
    ['tsconfig.node.json', /lib\.dom\./],
  ])('%s', (project, foreign) => {
    const files = compile(root, ['--project', project, '--listFilesOnly']).split('\n');
    expect(files.some((file) => file.includes('lib.es2023.'))).toBe(true);
    expect(files.filter((file) => foreign.test(file.replaceAll('\\', '/')))).toEqual([]);
  });
});
