import { verifyFrom } from '../desk/verify.ts';

/** Checks a workspace without writing to it, and prints what `ledger.verify` answers. Exit status: 0 intact, 1 broken, 2 unreadable. */
export async function runVerify(path: string): Promise<number> {
  const checked = await verifyFrom(path);
  if (!checked.ok) {
    process.stderr.write(`${checked.error.message}\n`);
    return 2;
  }
  process.stdout.write(`${JSON.stringify(checked.result)}\n`);
  for (const { what } of checked.result.problems) process.stderr.write(`${what}\n`);
  return checked.result.ok ? 0 : 1;
}
