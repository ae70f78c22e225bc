import assert from 'node:assert/strict';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { readEvent } from '../../src-main/ledger/read.ts';

/** Any bytes as an event of the ledger: refused with a reason, or an event whose canonical form reads as the same event. */
export function fuzz(bytes: Buffer): void {
  const read = readEvent(bytes);
  const { event, problems } = checker().next({
    bytes,
    sequence: 1,
    hash: sha256(bytes),
    signature: new Uint8Array(64),
  });
  assert.equal(event !== null, read.ok);
  // Nothing here is signed, so there is always a problem.
  assert.ok(problems.length > 0 && problems.every(({ what }) => what !== ''));
  if (!read.ok) return assert.ok(read.what !== '');
  const again = readEvent(Buffer.from(canonicalJson(read.event)));
  assert.ok(again.ok);
  assert.deepEqual(again.event, read.event);
}
