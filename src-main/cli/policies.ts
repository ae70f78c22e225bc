import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { MAX_SET_CHARACTERS } from '#contract/policySet.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { err, out } from './print.ts';
import { type As, reason, signedIn, unusable } from './real.ts';

// Of what the desk answers, the fields that are printed here.
const exported = z.object({ yaml: z.string(), policies: z.int() });
const sentences = z.array(z.object({ field: z.string(), sentence: z.string() }));
const proposal = z.object({
  number: z.int(),
  changes: z.array(z.object({ sentence: z.string(), differences: sentences })),
});
const plannedPolicy = z.object({
  line: z.int().nullable(),
  action: z.enum(['create', 'update', 'archive', 'restore', 'unchanged']),
  name: z.string(),
  changes: sentences,
});
const lines = z.array(z.object({ line: z.int(), message: z.string() }));
const planned = z.object({ actions: z.array(plannedPolicy), problems: lines, warnings: lines });

type PlannedPolicy = z.infer<typeof plannedPolicy>;

/**
 * `desk policies export|plan|apply|propose`: policies as code on a real workspace, for people to read; `desk call` answers the same as JSON.
 * Exit status, whatever a plan would change: 0 done, 1 refused (also a file with problems), 2 unusable.
 */
export async function runPolicies(what: string, workspace: string, file: string | undefined, as: As): Promise<number> {
  if (what === 'export')
    return signedIn(
      workspace,
      as,
      (desk, session) => desk.call(session, 'policies', 'export', {}),
      (answer) => saved(answer, file),
    );
  if (what !== 'plan' && what !== 'apply' && what !== 'propose') return unusable(t('cli.policies.verbs'));
  if ((file ?? '-') === '-' && as['passphrase-fd'] === '0') return unusable(t('cli.policies.oneStdin'));
  const read = await readText(file ?? '-');
  if (!read.ok) return read.found ? refused(read.message) : unusable(read.message);
  const input = { yaml: read.text };
  if (what === 'propose')
    return signedIn(
      workspace,
      as,
      (desk, session) => desk.call(session, 'proposals', 'make', { area: 'policies', verb: 'apply', input }),
      proposed,
    );
  return signedIn(
    workspace,
    as,
    (desk, session) => desk.call(session, 'policies', what, input),
    (answer) => shown(answer, what),
  );
}

async function saved(answer: Answer<unknown>, file: string | undefined): Promise<number> {
  if (!answer.ok) return refusedWith(answer.error);
  const { yaml, policies } = exported.parse(answer.result);
  if (file === undefined || file === '-') {
    out(yaml);
    return 0;
  }
  try {
    await writeFile(file, yaml);
  } catch (error) {
    return unusable(t('cli.unwritable', { file, reason: reason(error) }));
  }
  err(`${t('cli.policies.exported', { count: policies, file })}\n`);
  return 0;
}

function shown(answer: Answer<unknown>, what: 'plan' | 'apply'): number {
  if (!answer.ok) return refusedWith(answer.error);
  const { actions, problems, warnings } = planned.parse(answer.result);
  for (const { line, message } of warnings) err(`${t('cli.policies.warning', { line, message })}\n`);
  if (problems.length > 0) {
    for (const { line, message } of problems) err(`${t('cli.policies.problem', { line, message })}\n`);
    return refused(t('cli.policies.broken'));
  }
  const changing = actions.filter(({ action }) => action !== 'unchanged');
  const end = t(`cli.policies.end.${changing.length === 0 ? 'nothing' : what}`);
  out(`${changing.map(inLines).join('')}${counted(actions)} ${end}\n`);
  return 0;
}

function proposed(answer: Answer<unknown>): number {
  if (!answer.ok) return refusedWith(answer.error);
  const { number, changes } = proposal.parse(answer.result);
  for (const { sentence, differences } of changes)
    out(`${sentence}\n${differences.map((one) => `    ${one.field}: ${one.sentence}\n`).join('')}`);
  out(`${t('cli.policies.proposed', { number })}\n`);
  return 0;
}

const SIGNS: Readonly<Record<PlannedPolicy['action'], string>> = {
  create: '+',
  update: '~',
  archive: '-',
  restore: '^',
  unchanged: ' ',
};

function inLines({ line, action, name, changes }: PlannedPolicy): string {
  const text =
    line === null
      ? t(`cli.policies.notInFile.${action}`, { name })
      : t(`cli.policies.inFile.${action}`, { name, line });
  const head = `${SIGNS[action]} ${text}\n`;
  return `${head}${changes.map(({ field, sentence }) => `    ${field}: ${sentence}\n`).join('')}\n`;
}

function counted(actions: readonly PlannedPolicy[]): string {
  const count = (wanted: PlannedPolicy['action']) => actions.filter(({ action }) => action === wanted).length;
  return t('cli.policies.counts', {
    create: count('create'),
    update: count('update'),
    archive: count('archive'),
    restore: count('restore'),
    unchanged: count('unchanged'),
  });
}

type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly found: boolean; readonly message: string };

// A character takes at most four bytes.
const MOST_BYTES = MAX_SET_CHARACTERS * 4;

/** The text of a file, or of standard input. Stops reading a file that is too large. */
async function readText(file: string): Promise<ReadText> {
  try {
    const bytes = await atMost(file === '-' ? process.stdin : createReadStream(file));
    if (bytes.length > MOST_BYTES)
      return { ok: false, found: true, message: t('cli.policies.tooLarge', { file, most: MAX_SET_CHARACTERS }) };
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, found: true, message: t('cli.policies.notUtf8', { file }) };
    return { ok: false, found: false, message: t('cli.unreadable', { file, reason: reason(error) }) };
  }
}

async function atMost(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}

function refusedWith({ message, fields }: Refusal): number {
  for (const [field, sentence] of Object.entries(fields ?? {})) err(`${field}: ${sentence}\n`);
  return refused(message);
}

function refused(message: string): number {
  err(`${message}\n`);
  return 1;
}
