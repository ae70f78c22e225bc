import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DECISIONS, decisionPages, decisionsPage } from '../../build/docs/decisions.mjs';

const root = join(import.meta.dirname, '..', '..');
const pages = decisionPages(root);

const text = (file: string): string => readFileSync(join(root, 'docs', 'decisions', file), 'utf8');

describe('the decisions', () => {
  it('are numbered without gaps', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.map((file) => Number(file.slice(0, 4)))).toEqual(pages.map((_, index) => index + 1));
  });

  it.each(pages)('%s begins with its number and title, and has a status and a date', (file) => {
    const [first, , second] = text(file).split('\n');
    expect(first).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. \\S`));
    expect(second).toMatch(
      /^\*\*Status:\*\* (?:accepted|superseded by \[decision \d+\]\(\S+\.md\))(?:; .+)? · \*\*Date:\*\* \d{4}-\d\d-\d\d$/,
    );
  });

  it('are in the index, each with its status and date (npm run docs writes it)', () => {
    const index = readFileSync(join(root, DECISIONS), 'utf8');
    expect(index).toBe(decisionsPage(root));
    expect(
      index.match(/^\| \d+ \| \[.+\]\(\d{4}-.+\.md\) \| (?:accepted|superseded).* \| \d{4}-\d\d-\d\d \|$/gm),
    ).toHaveLength(pages.length);
  });
});
