import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, runDesk } from './support.ts';

test('a saved head that has a field twice is refused, whichever of the two is right', async () => {
  const folder = newFolder();
  const hash = 'a'.repeat(64);
  const head = `"desk":"${hash}","sequence":1,"hash":"${hash}","at":"2026-01-05T09:00:00.000Z"`;
  for (const more of ['"sequence":1', '"\\u0073equence":2']) {
    const file = join(folder, 'head.json');
    writeFileSync(file, `{${head},${more}}`);
    expect(await runDesk(['verify', folder, '--head', file])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${file} is not a checkpoint. One object has “sequence” twice. Keep one of them.\n`,
    });
  }
});
