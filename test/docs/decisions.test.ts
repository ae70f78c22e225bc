import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'decisions');
const pages = readdirSync(folder)
  .filter((file) => /^\d{4}-.+\.md$/.test(file))
  .sort();

const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const titleOf = (file: string): string => /^# \d+\. (.+)\n/.exec(text(file))?.[1] ?? '';
/** A row of the index: number, title with a link, status, date. */
const rowOf = (file: string): string => {
  const [, status = '', date = ''] = /^\*\*Status:\*\* (.+?) · \*\*Date:\*\* (\S+)$/m.exec(text(file)) ?? [];
  return `| ${Number(file.slice(0, 4))} | [${titleOf(file)}](${file}) | ${status} | ${date} |`;
};

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

  it('stand in the index, all of them and nothing else, each with its status and date', () => {
    const rows = text('README.md').match(/^\| \d+ \|.+$/gm);
    expect(rows).toEqual(pages.map(rowOf));
  });
});
