import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const sources = ['src-main', 'src-preload'].flatMap((side) =>
  readdirSync(join(root, side), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(side, file)),
);
const words = new Set(
  sources.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/[A-Za-z_]+(?:\.[a-z][A-Za-z]+)?/g) ?? []),
);
const parts = new Set([...words].flatMap((word) => word.split('.')));
const paths = sources.map((file) => `/${file.replaceAll('\\', '/')}`);

/** A term of the glossary and the names that it has in the code. */
const rows = [
  ...readFileSync(join(root, 'docs', 'glossary.md'), 'utf8').matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm),
].flatMap(([, term = '', names = '']) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']): [term: string, name: string] => [term, name]),
);

const inCode = (name: string): boolean =>
  name.includes('/') ? paths.some((path) => path.endsWith(`/${name}`)) : words.has(name) || parts.has(name);

describe('the glossary', () => {
  it('has terms with names in the code', () => {
    expect(rows.length).toBeGreaterThan(60);
    expect(inCode('NoSuchName')).toBe(false);
    expect(inCode('no.such')).toBe(false);
  });

  it('names only code that exists', () => {
    expect(rows.filter(([, name]) => !inCode(name))).toEqual([]);
  });

  it('has each term once', () => {
    const terms = [...new Set(rows.map(([term]) => term))].flatMap((term) => term.split(', '));
    expect(terms).toEqual([...new Set(terms)]);
  });
});
