import { parentPort } from 'node:worker_threads';
import { voucherThread } from '../desk/ledger/vouchers.ts';

// One of the threads of a check (desk/ledger/vouchers.ts). It has no database: events come in messages.
const answer = voucherThread();
parentPort?.on('message', (message: unknown) => {
  const vouched = answer(message);
  parentPort?.postMessage(vouched, [vouched.vouched.buffer]);
});
