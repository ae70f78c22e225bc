import type { CheckProgress, LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { utcInstant } from '#texts/values.ts';
import { shownName } from '../../engine/people/directory.ts';
import type { DeskRow } from '../../store/queries/desk.ts';
import type { PrintedPage, PrintedStrip } from '../kernel/secureDisplay.ts';

const grouped = (hash: string): string => (hash.match(/.{1,8}/g) ?? []).join(' ');

/** A one-time code, the person it is for, and when it expires. */
interface CodeForPerson {
  readonly person: Person;
  readonly code: string;
  readonly expiresAt: string;
}

/** A person's one-time code, to be handed over in person. */
export function codePage(desk: DeskRow, one: CodeForPerson): PrintedPage {
  const { title, text, fields } = codeStrip(desk, one);
  return printedPage(title, text, fields, `code-${one.person.username}`);
}

/** The one-time codes of several people: a sheet that is cut into strips, one for each person. */
export function codeSheet(desk: DeskRow, codes: readonly CodeForPerson[]): PrintedPage {
  const title = t('printed.codes.title', { count: codes.length });
  const text = [t('printed.codes.cut'), t('printed.codes.secret')];
  const strips = codes.map((one) => codeStrip(desk, one));
  const lines = [{ title, text, fields: [] }, ...strips].flatMap(linesOf);
  return { title, text, fields: [], strips, file: { name: 'countersign-codes.pdf', text: lines.join('\n') } };
}

function codeStrip(desk: DeskRow, { person, code, expiresAt }: CodeForPerson): PrintedStrip {
  const name = shownName(person);
  return {
    title: t('printed.code.title', { name }),
    text: [t('printed.code.handOver', { name }), t('printed.code.use')],
    fields: [
      { label: t('printed.labels.desk'), value: desk.name },
      { label: t('printed.labels.username'), value: person.username },
      { label: t('printed.labels.code'), value: code },
      { label: t('printed.labels.expires'), value: utcInstant(expiresAt) },
    ],
  };
}

/** The recovery kit: the way back in if the last admin loses the passphrase. */
export function kitPage(desk: DeskRow, code: string, at: string): PrintedPage {
  return printedPage(
    t('printed.kit.title'),
    [t('printed.kit.lockAway'), t('printed.kit.use')],
    [
      { label: t('printed.labels.desk'), value: desk.name },
      { label: t('printed.labels.fingerprint'), value: grouped(desk.fingerprint) },
      { label: t('printed.labels.recoveryCode'), value: code },
      { label: t('printed.labels.made'), value: utcInstant(at) },
    ],
    'recovery-kit',
  );
}

/** A head of the ledger, which an auditor stores elsewhere and later checks the ledger against. */
export function checkpointPage(desk: DeskRow, head: SavedHead): PrintedPage {
  return {
    ...printedPage(
      t('printed.checkpoint.title', { desk: desk.name }),
      [t('printed.checkpoint.keep'), t('printed.checkpoint.use')],
      [
        { label: t('printed.labels.desk'), value: desk.name },
        { label: t('printed.labels.fingerprint'), value: grouped(desk.fingerprint) },
        { label: t('printed.labels.newestEvent'), value: String(head.sequence) },
        { label: t('printed.labels.hash'), value: grouped(head.hash) },
        { label: t('printed.labels.recorded'), value: utcInstant(head.at) },
      ],
      `checkpoint-${head.sequence}`,
    ),
    file: { name: `countersign-checkpoint-${head.sequence}.json`, text: `${JSON.stringify(head, null, 2)}\n` },
  };
}

/** Most problems and warnings of a check that its page lists. */
const MOST_FINDINGS = 200;

/** What a check of the ledger found: when, by whom, and what was checked. `at`: now. */
export function checkPage(
  desk: DeskRow,
  person: Person,
  { startedAt, head, from }: CheckProgress,
  result: LedgerCheck,
  at: string,
): PrintedPage {
  const { ok, length, problems, warnings } = result;
  const name = t('common.sharedName', { name: person.name, username: person.username });
  const left = problems.length - MOST_FINDINGS;
  return printedPage(
    t('printed.check.title', { desk: desk.name }),
    [
      ok ? t('printed.check.intact') : t('printed.check.broken', { count: problems.length }),
      ...problems.slice(0, MOST_FINDINGS).map(({ what }) => what),
      ...(left > 0 ? [t('printed.check.moreProblems', { count: left })] : []),
      ...warnings.slice(0, MOST_FINDINGS).map(({ what }) => t('printed.check.warning', { what })),
    ],
    [
      { label: t('printed.labels.desk'), value: desk.name },
      { label: t('printed.labels.fingerprint'), value: grouped(desk.fingerprint) },
      { label: t('printed.labels.checkedBy'), value: name },
      { label: t('printed.labels.started'), value: utcInstant(startedAt) },
      {
        label: t('printed.labels.checked'),
        value:
          from === null
            ? t('printed.check.every', { last: length })
            : t('printed.check.from', {
                first: from.sequence + 1,
                last: length,
                person: name,
                at: utcInstant(from.at),
              }),
      },
      {
        label: t('printed.labels.checkpoint'),
        value:
          head === null
            ? t('printed.check.noCheckpoint')
            : t('printed.check.checkpoint', { sequence: head.sequence, at: utcInstant(head.at) }),
      },
      { label: t('printed.labels.newestEvent'), value: String(length) },
      { label: t('printed.labels.hash'), value: grouped(result.head) },
      { label: t('printed.labels.printedAt'), value: utcInstant(at) },
    ],
    `check-${length}`,
  );
}

/** Policies as code, to be saved as a file. */
export function policiesPage(desk: DeskRow, yaml: string, policies: number, at: string): PrintedPage {
  return {
    ...printedPage(
      t('printed.policies.title', { desk: desk.name }),
      [t('printed.policies.keep'), t('printed.policies.use')],
      [
        { label: t('printed.labels.desk'), value: desk.name },
        { label: t('printed.labels.fingerprint'), value: grouped(desk.fingerprint) },
        { label: t('printed.labels.policies'), value: String(policies) },
        { label: t('printed.labels.made'), value: utcInstant(at) },
      ],
      'policies',
    ),
    file: { name: 'countersign-policies.yaml', text: yaml },
  };
}

function printedPage(
  title: string,
  text: PrintedPage['text'],
  fields: PrintedPage['fields'],
  name: string,
): PrintedPage {
  const lines = linesOf({ title, text, fields });
  return { title, text, fields, strips: [], file: { name: `countersign-${name}.txt`, text: lines.join('\n') } };
}

function linesOf({ title, text, fields }: PrintedStrip): string[] {
  return [title, '', ...text, '', ...fields.map(({ label, value }) => `${label}: ${value}`), ''];
}
