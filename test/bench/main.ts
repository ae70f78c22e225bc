import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { generateWorkspace } from '../support/generator/generate.ts';
import { benchApproval } from './approval.ts';
import { count, type Findings } from './base/report.ts';
import { benchInbox } from './inbox.ts';
import { benchVerification } from './verification.ts';

/** Where to read and write: the arguments that build/bench.mjs passes to a part. */
export interface Task {
  /** The folder of the large workspace. */
  readonly workspace: string;
  readonly tell: (line: string) => void;
}

const parts: Readonly<Record<string, (task: Task) => Findings | Promise<Findings>>> = {
  approval: benchApproval,
  async open({ workspace }) {
    (await openStore(workspace)).close();
    return { verdicts: [], tables: [] };
  },
  verification: benchVerification,
  async inbox({ workspace, tell }) {
    // A workspace of an older source gets the tables of the current one.
    (await openStore(workspace)).close();
    return benchInbox(join(workspace, WORKSPACE_FILE), tell);
  },
};

/** Fills an empty folder with a number of requests. */
async function generate(directory: string, requests: number, tell: (line: string) => void): Promise<Findings> {
  const started = performance.now();
  await generateWorkspace(directory, {
    requests,
    progress: (filed) => {
      const rate = filed / ((performance.now() - started) / 1000);
      tell(`${count(filed)} of ${count(requests)} requests, ${count(rate)} a second`);
    },
  });
  return { verdicts: [], tables: [] };
}

// The parts of the benchmark that need no window: ANSWER generate FOLDER REQUESTS, or ANSWER PART FOLDER.
const [answerFile = '', part = '', workspace = '', requests] = process.argv.slice(2);
const tell = (line: string) => process.stderr.write(`${line}\n`);
const answer =
  part === 'generate' ? await generate(workspace, Number(requests), tell) : await parts[part]?.({ workspace, tell });
if (answer === undefined) throw new Error(`The benchmark has no part ${part}.`);
writeFileSync(answerFile, JSON.stringify(answer));
