import { readFile } from 'node:fs/promises';
import { type SavedHead, savedHead } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { roughDuration } from '#texts/values.ts';
import { repeatedField, repeatedFieldText } from '../desk/importing/json.ts';
import { machineEnvironment } from '../desk/kernel/environment.ts';
import { timeLeft } from '../desk/ledger/timeLeft.ts';
import { headFrom, verifyFrom } from '../desk/ledger/verify.ts';
import { err, outJson, showProgress } from './print.ts';

/**
 * Checks a workspace without writing to it, against the saved head in a file if one is given, and prints the answer of `ledger.verify`.
 * Exit status: 0 intact, 1 broken, 2 unreadable.
 */
export async function runVerify(path: string, options: { readonly head?: string | undefined }): Promise<number> {
  const head = options.head === undefined ? undefined : await readHead(options.head);
  if (typeof head === 'string') return unreadable(head);
  const checked = await verifyFrom(path, head, machineEnvironment, {
    workers: import.meta.dirname,
    progress: progressOnTerminal(),
  });
  showProgress('');
  if (!checked.ok) return unreadable(checked.error.message);
  outJson(checked.result);
  for (const { what } of checked.result.problems) err(`${what}\n`);
  for (const { what } of checked.result.warnings) err(`${t('cli.warning', { text: what })}\n`);
  return checked.result.ok ? 0 : 1;
}

// The rows and search indexes are checked after the events. They take little time beside them.
function progressOnTerminal(): (checked: number, events: number) => void {
  const estimate = timeLeft();
  return (checked, events) => {
    const seconds = estimate.at(checked, events, performance.now());
    if (seconds !== null) showProgress(t('cli.verifying', { checked, events, left: roughDuration(seconds) }));
  };
}

// A saved head, or a sentence about why it cannot be read.
async function readHead(file: string): Promise<SavedHead | string> {
  let text: string;
  let json: unknown;
  try {
    text = await readFile(file, 'utf8');
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return t('cli.head.notJson', { file });
    return t('cli.unreadable', { file, reason: error instanceof Error ? error.message : String(error) });
  }
  const repeated = repeatedField(text);
  if (repeated) return t('cli.head.wrong', { file, problem: repeatedFieldText(repeated) });
  const read = savedHead.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return t('cli.head.wrong', { file, problem: [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ') });
}

function unreadable(message: string): number {
  err(`${message}\n`);
  return 2;
}

/**
 * Prints the newest event of a workspace, to be stored elsewhere and given to `desk verify --head` later. Writes nothing. Exit status: 0
 * printed, 2 unreadable.
 */
export async function runHead(path: string): Promise<number> {
  const head = await headFrom(path);
  if (head.ok) outJson(head.result);
  else err(`${head.error.message}\n`);
  return head.ok ? 0 : 2;
}
