import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { EVENT_CODES } from '../../src-main/store/eventCodes.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { type Started, startDesk } from '../cli/support.ts';
import type { TestDesk } from '../desk/support.ts';
import { seeded } from '../support/generator/random.ts';

/** The results of a round. */
export interface Round {
  /** Calls that were answered before their process was killed. */
  readonly answered: number;
  /** Answered calls that the workspace does not have: each is lost. */
  readonly lost: readonly string[];
  readonly length: number;
  /** The problems that verification finds in the ledger. */
  readonly problems: readonly string[];
}

export const PROCESSES = 3;
/** More calls than a process can make in a round. */
const CALLS = 2_000;
/** The most answers that a process gives before it is killed. */
const MOST_ANSWERS = 60;

/** Who asks and who approves in the desk of the rounds; its policy requires two approvals. */
export async function prepare(desk: TestDesk): Promise<void> {
  await desk.hire('alice bob carol');
  await desk.policy({ steps: [{ by: 'bob carol', required: 2 }] });
}

/**
 * Starts three processes that file, approve and cancel in the same workspace, kills each of them (SIGKILL) after a number of answers given by
 * the seed, and checks the workspace.
 */
export async function round(directory: string, seed: number): Promise<Round> {
  const random = seeded(seed);
  const started = Array.from({ length: PROCESSES }, (_, index) => {
    const process = startDesk(['play', '-', '--workspace', directory]);
    process.end(lines(`${seed}-${index}`));
    return { process, answers: 1 + random.int(MOST_ANSWERS) };
  });
  const outputs = await Promise.all(started.map(({ process, answers }) => killed(process, answers)));
  const answered = outputs.flatMap(answersIn);
  const verified = await verifyFrom(directory);
  if (!verified.ok) return { answered: answered.length, lost: [], length: 0, problems: [verified.error.message] };
  return {
    answered: answered.length,
    lost: lostOf(directory, answered),
    length: verified.result.length,
    problems: verified.result.problems.map(({ what }) => what),
  };
}

async function killed(process: Started, answers: number): Promise<string> {
  await Promise.race([process.killAfter(answers), process.ran]);
  return (await process.ran).stdout;
}

// Filing, one approval, and then a second one or a cancellation, over and over.
function lines(name: string): string {
  const call = (as: string, verb: string, input: object, save?: string) =>
    JSON.stringify({ as, do: `requests.${verb}`, with: input, ...(save === undefined ? {} : { save }) });
  const steps = Array.from({ length: CALLS / 4 }, (_, index) => [
    call('alice', 'submit', { resource: `db-${name}-${index}`, account: 'root', durationSeconds: 3_600 }, 'r'),
    call('bob', 'approve', { id: '$r.id', comment: `${name} ${index}` }),
    index % 3 === 0 ? call('alice', 'cancel', { id: '$r.id' }) : call('carol', 'approve', { id: '$r.id' }),
  ]);
  return steps.flat().join('\n');
}

const answer = z.object({
  ok: z.literal(true),
  result: z.looseObject({
    id: z.string(),
    status: z.enum(['open', 'approved', 'cancelled']),
    steps: z.array(z.looseObject({ approved: z.int() })).min(1),
    grant: z.looseObject({ id: z.string() }).nullable(),
  }),
});
type Answered = z.infer<typeof answer>['result'];

// The line that was being written at the kill counts as not answered.
function answersIn(stdout: string): Answered[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((text) => answer.parse(JSON.parse(text)).result);
}

const RANK = { open: 0, cancelled: 1, approved: 1 } as const;

function lostOf(directory: string, answered: readonly Answered[]): string[] {
  const database = new Database(join(directory, WORKSPACE_FILE), { readonly: true });
  try {
    const status = database
      .prepare('SELECT status FROM fact_request WHERE id_key = (SELECT key FROM fact_id WHERE id = ?)')
      .pluck();
    const approvals = database
      .prepare(
        `SELECT count(*) FROM fact_event e JOIN fact_event_subject s USING (sequence)
         WHERE s.subject_key = (SELECT key FROM fact_id WHERE id = ?) AND e.type = ${EVENT_CODES['request.approved']}`,
      )
      .pluck();
    const grant = database
      .prepare('SELECT 1 FROM fact_grant WHERE id_key = (SELECT key FROM fact_id WHERE id = ?)')
      .pluck();
    return answered.flatMap(({ id, status: said, steps, grant: given }) => {
      const now = z.enum(['open', 'approved', 'cancelled']).safeParse(status.get(id));
      const counted = Number(approvals.get(id));
      const there =
        now.success &&
        RANK[now.data] >= RANK[said] &&
        (said === 'open' || now.data === said) &&
        counted >= (steps[0]?.approved ?? 0) &&
        (given === null || grant.get(given.id) === 1);
      return there ? [] : [`request ${id}, answered as ${said}`];
    });
  } finally {
    database.close();
  }
}
