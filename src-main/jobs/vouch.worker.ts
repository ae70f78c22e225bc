import { parentPort } from 'node:worker_threads';
import { voucherThread } from '../desk/ledger/vouchers.ts';

// One of the threads of a check (desk/ledger/vouchers.ts). It has no database: events come in messages.
const thread = voucherThread();
let resting = true;

// Keys are judged between messages, so that nobody waits for them before the end.
function judgeNext(): void {
  resting = !thread.judgeKey();
  if (!resting) setImmediate(judgeNext);
}

parentPort?.on('message', (message: unknown) => {
  const answer = thread.answer(message);
  parentPort?.postMessage(answer, [answer.vouched.buffer]);
  if (!resting) return;
  resting = false;
  setImmediate(judgeNext);
});
