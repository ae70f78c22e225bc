import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MOST_RECENT_DESKS } from '#contract/workspace.ts';
import { recentDesksIn } from '../../src-main/window/recentDesks.ts';

const AT = '2026-01-05T09:00:00.000Z';
const deskIn = (directory: string) => ({ directory, name: `The desk in ${directory}`, kind: 'real' as const });

function list() {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-recent-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'profile', 'recent-desks.json');
  return { file, recent: recentDesksIn(file, () => AT) };
}

const folders = (recent: ReturnType<typeof recentDesksIn>) => recent.list().map(({ directory }) => directory);

describe('the list of recent desks on disk', () => {
  it('has each desk once, the one that was opened last first, and no more than it should', () => {
    const { file, recent } = list();
    expect(folders(recent)).toEqual([]);
    for (const directory of ['/a', '/b', '/a']) recent.add(deskIn(directory));
    expect(recent.list()).toEqual([
      { ...deskIn('/a'), openedAt: AT },
      { ...deskIn('/b'), openedAt: AT },
    ]);
    for (let n = 0; n < MOST_RECENT_DESKS; n += 1) recent.add(deskIn(`/${n}`));
    expect(folders(recent)).toHaveLength(MOST_RECENT_DESKS);
    expect(folders(recent)).not.toContain('/a');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is without a desk that was forgotten', () => {
    const { recent } = list();
    for (const directory of ['/a', '/b']) recent.add(deskIn(directory));
    recent.forget('/b');
    expect(folders(recent)).toEqual(['/a']);
  });

  it.each(['', 'nonsense', '{}', '[{"directory":5}]'])(
    'that contains %j counts as empty, and is written anew',
    (text) => {
      const { file, recent } = list();
      recent.add(deskIn('/a'));
      writeFileSync(file, text);
      expect(folders(recent)).toEqual([]);
      recent.add(deskIn('/b'));
      expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(1);
    },
  );
});
