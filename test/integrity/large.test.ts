import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../../build/app/cli.mjs';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { cachedWorkspace } from '../support/generator/cached.ts';

/** Enough for more than 100,000 events. */
const REQUESTS = 23_000;

let workers: string;
let workspace: string;
beforeAll(async () => {
  workers = dirname(await buildCli());
  workspace = await cachedWorkspace({ requests: REQUESTS });
});

describe('a ledger of more than 100,000 events', () => {
  it('is intact, and the check says how far it is', async () => {
    const told: { readonly checked: number; readonly events: number }[] = [];
    const progress = (checked: number, events: number) => void told.push({ checked, events });
    const checked = await verifyFrom(workspace, undefined, undefined, { workers, progress });
    if (!checked.ok) throw new Error(checked.error.message);
    const { ok, length, problems } = checked.result;
    expect({ ok, problems }).toEqual({ ok: true, problems: [] });
    expect(length).toBeGreaterThan(100_000);
    expect(told.at(-1)).toEqual({ checked: length, events: length });
    const counts = told.map((one) => one.checked);
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
  });
});
