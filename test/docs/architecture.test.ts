import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHITECTURE, architecturePage, layersOf, mayImport } from '../../build/docs/layers.mjs';
import { emptyTables } from '../store/support/workspace.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, ARCHITECTURE), 'utf8');

describe('the page of the architecture', () => {
  it('has the layers of the import rules (npm run docs writes them)', () => {
    expect(architecturePage(root)).toBe(page);
    expect(layersOf(root).length).toBeGreaterThan(10);
  });

  it('says the same as the import rules', () => {
    expect(mayImport('src-main/desk', 'src-main/engine')).toBe('yes');
    expect(mayImport('src-main/engine', 'src-main/store')).toBe('no');
    expect(mayImport('src-main/store', 'src-main/engine')).toBe('types');
    expect(mayImport('src-renderer/ui', 'src-main/desk')).toBe('no');
  });

  it('names only tables that a workspace has', async () => {
    const named = new Set(page.match(/\b(?:fact|local)_[a-z_]+\b/g));
    const connection = await emptyTables();
    const tables = connection.database.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all();
    connection.close();
    expect(named.size).toBeGreaterThan(20);
    expect([...named].filter((name) => !tables.includes(name))).toEqual([]);
  });
});
