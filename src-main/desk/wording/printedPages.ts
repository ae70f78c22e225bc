import type { SavedHead } from '#contract/ledger.ts';
import type { Person } from '#contract/people.ts';
import { shownName } from '../../engine/people/directory.ts';
import type { DeskRow } from '../../store/queries/desk.ts';
import type { PrintedPage } from '../kernel/secureDisplay.ts';

const inUtc = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const grouped = (hash: string): string => (hash.match(/.{1,8}/g) ?? []).join(' ');

/** The one-time code of somebody, to be handed over in person. */
export function codePage(desk: DeskRow, person: Person, code: string, expiresAt: string): PrintedPage {
  const called = shownName(person);
  return printedPage(
    `One-time code for ${called}`,
    [
      `Hand this to ${called} in person, and to nobody else: whoever has it can sign as ${called}.`,
      'It can be used once. On the desk, choose “I have a one-time code”.',
    ],
    [
      { label: 'Desk', value: desk.name },
      { label: 'Username', value: person.username },
      { label: 'One-time code', value: code },
      { label: 'Lapses', value: inUtc(expiresAt) },
    ],
    `code-${person.username}`,
  );
}

/** The way back in, should the last admin lose the passphrase. */
export function kitPage(desk: DeskRow, code: string, at: string): PrintedPage {
  return printedPage(
    'Recovery kit',
    [
      'Print this, lock it away, and keep no copy on a computer. Whoever has it can take the place of an admin of this desk.',
      'If an admin has lost the passphrase and no other admin can reset the key: on the desk, choose “Use the recovery kit”. Its use is recorded, and every admin and auditor is told.',
    ],
    [
      { label: 'Desk', value: desk.name },
      { label: 'Fingerprint', value: grouped(desk.fingerprint) },
      { label: 'Recovery code', value: code },
      { label: 'Made', value: inUtc(at) },
    ],
    'recovery-kit',
  );
}

/** What an auditor keeps elsewhere and later checks the ledger against. */
export function checkpointPage(desk: DeskRow, head: SavedHead): PrintedPage {
  return {
    ...printedPage(
      `Checkpoint of ${desk.name}`,
      [
        'Keep this where nobody who can write to the desk can change it. Whatever was recorded up to here can later be checked against it.',
        'desk verify WORKSPACE --head FILE checks the file that is saved here.',
      ],
      [
        { label: 'Desk', value: desk.name },
        { label: 'Fingerprint', value: grouped(desk.fingerprint) },
        { label: 'Newest event', value: String(head.sequence) },
        { label: 'Its hash', value: grouped(head.hash) },
        { label: 'Recorded', value: inUtc(head.at) },
      ],
      `head-${head.sequence}`,
    ),
    file: { name: `countersign-head-${head.sequence}.json`, text: `${JSON.stringify(head, null, 2)}\n` },
  };
}

/** Policies as code, to be kept in a file. */
export function policiesPage(desk: DeskRow, yaml: string, policies: number, at: string): PrintedPage {
  return {
    ...printedPage(
      `Policies of ${desk.name}`,
      [
        'Save this as a file, to be kept, compared, changed and imported again.',
        'desk policies plan WORKSPACE FILE says what the file would change.',
      ],
      [
        { label: 'Desk', value: desk.name },
        { label: 'Fingerprint', value: grouped(desk.fingerprint) },
        { label: 'Policies', value: String(policies) },
        { label: 'Made', value: inUtc(at) },
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
  const lines = [title, '', ...text, '', ...fields.map(({ label, value }) => `${label}: ${value}`), ''];
  return { title, text, fields, file: { name: `countersign-${name}.txt`, text: lines.join('\n') } };
}
