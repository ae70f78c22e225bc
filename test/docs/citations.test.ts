import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Citation, checkCitations } from '../../build/docs/citations.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Wrong citations of comments and pages, each planted in a file of its own. */
const planted: Readonly<Record<string, readonly [file: string, text: string, cited: string]>> = {
  'a page outside the repository': ['src-main/planted1.ts', '/** As designed (DESIGN.md). */', 'DESIGN.md'],
  'a section that a page lacks': ['src-main/planted2.ts', '// See docs/rules.md#nothing.', 'docs/rules.md#nothing'],
  'a decision by its path': ['test/planted3.ts', '// See docs/decisions/0999.', 'docs/decisions/0999'],
  'a decision by its number': ['docs/planted4.md', 'As decision 999 says.', 'decision 999'],
  'the second of two decisions': ['docs/planted5.md', 'See decisions 1 and 998.', 'decisions 1 and 998'],
  'a source file': ['build/planted6.mjs', '/* engine/nothing.ts says which. */', 'engine/nothing.ts'],
  'a file beside it': ['test/planted7.ts', '// As in ./nothing.ts.', './nothing.ts'],
  'a folder': ['docs/planted8.md', 'The code is in `src-main/nothing/`.', 'src-main/nothing/'],
  'a folder further down': ['docs/planted17.md', 'The code is in `desk/nothing/`.', '`desk/nothing/`'],
  'a link to a page': ['docs/planted9.md', '[the rules](rule.md)', '[the rules](rule.md)'],
  'a link to a section': ['docs/planted10.md', '[the rules](rules.md#nothing)', '[the rules](rules.md#nothing)'],
  'a script of a finding': ['findings/planted11.sh', '# As findings/nothing.sh shows.', 'findings/nothing.sh'],
};

/** Citations that are right, and texts that are no citations. */
const fine: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'a section': ['src-main/planted12.ts', '// See docs/rules.md#approval, and decision 7.'],
  'a path that begins anywhere': [
    'docs/planted13.md',
    '`engine/rules.ts`, [the rules](rules.md#grants) and `docs/decisions/0020`.',
  ],
  'the text of a program': ['src-main/planted14.ts', "export const page = 'docs/nothing.md';"],
  'a web address': ['src-main/planted15.ts', '// https://example.org/nothing.md'],
  'a placeholder': ['docs/planted16.md', 'Each `src-main/jobs/NAME.worker.ts` is a worker.'],
};

describe('a citation in a comment or page', () => {
  let found: readonly Citation[] = [];

  beforeAll(() => {
    const all = [...Object.values(planted), ...Object.values(fine)];
    found = checkCitations(root, new Map(all.map(([file, text]) => [file, text])));
  });

  const inFile = (file: string) => found.filter(({ from }) => from === file);

  it('exists', () => {
    const wrong = found.filter(({ from, problem }) => problem !== null && !/\bplanted\d/.test(from));
    expect(wrong.map(({ from, line, cited, problem }) => `${from}:${line} ${cited}: ${problem}`)).toEqual([]);
  });

  it('is found', () => {
    expect(found.filter(({ from }) => from.startsWith('src-main/')).length).toBeGreaterThan(80);
    expect(found.filter(({ from }) => from.startsWith('docs/')).length).toBeGreaterThan(120);
  });

  it.each(Object.entries(planted))('is reported where %s does not exist', (_, [file, , cited]) => {
    expect(inFile(file).filter(({ problem }) => problem !== null)).toMatchObject([{ line: 1, cited }]);
  });

  it.each(Object.entries(fine))('is not reported where it is %s', (_, [file]) => {
    expect(inFile(file).filter(({ problem }) => problem !== null)).toEqual([]);
  });
});
