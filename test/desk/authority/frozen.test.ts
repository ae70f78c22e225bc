import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { verifyFrom } from '../../../src-main/desk/verify.ts';

const ledgers = join(import.meta.dirname, '..', '..', 'fixtures', 'ledgers');

// Events hold sentences of the engine (`because`, why a request is stuck), and verification asks the engine for them again. A release that
// words one otherwise, or whose rules differ, must go on accepting what an earlier one recorded: these files are never made anew.
it.each([
  ['training-1', { length: 211, head: 'ba735b0f0c2f44f2c53ebc85e19854120a2a47f4c884520151f81c03b057d92e' }],
  ['real-1', { length: 50, head: '3c2e1d28b5ee2e08dc4b3034607efc2d68d41d5d610d513dfc492454674414cd' }],
])('the ledger %s of an earlier release is intact to this one', async (name, { length, head }) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-frozen-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'workspace.sqlite');
  writeFileSync(file, gunzipSync(readFileSync(join(ledgers, `${name}.sqlite.gz`))));
  expect(await verifyFrom(file)).toEqual({ ok: true, result: { ok: true, length, head, problems: [], warnings: [] } });
});
