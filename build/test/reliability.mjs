/** @typedef {{ base: string, seed: number, kind: string, field: string, change: string, reason: string | null }} Intact */
/** @typedef {{ mutations: number, firstSeed: number, kinds: Record<string, { mutated: number, intact: number }>, intact: Intact[] }} Ledgers */
/** @typedef {{ mutations: number, firstSeed: number, intact: Intact[] }} Files */
/** @typedef {{ ledgers: number, broken: number, firstSeed: number }} Both */
/** @typedef {{ files: number, broken: number, firstSeed: number }} BothFiles */
/** @typedef {{ rounds: number, processes: number, answered: number, lost: number, events: number, firstSeed: number }} Kills */
/** @typedef {{ kills: number, answered: number, interrupted: number, lost: number, events: number }} Interruptions */
/** @typedef {{ inputs: number, verbs: number, firstSeed: number, answers: Record<string, number> }} Odd */
/** @typedef {{ probes: number, verbs: number, verbsWithRoles: number }} Probes */
/** @typedef {import('./stages.mjs').Count} Order */

/** The first line of the sections of other commands; they stay when the page is written again. */
const KEPT = '<!-- npm run soak keeps what follows. -->';

/**
 * @param {string} before the page as it is
 * @returns {string} the part of it that is kept, or nothing
 */
export function keptOf(before) {
  const from = before.indexOf(KEPT);
  return from < 0 ? '' : `\n${before.slice(from)}`;
}

/**
 * docs/reliability.md, from the results of the long runs.
 *
 * @param {Record<string, unknown>} figures by part
 * @param {Date} now
 * @returns {string}
 */
export function page(figures, now) {
  const { ledgers, files, both, bothFiles, kills, odd, probes, interruptions, order } =
    /** @type {{ ledgers?: Ledgers, files?: Files, both?: Both, bothFiles?: BothFiles, kills?: Kills, odd?: Odd, probes?: Probes, interruptions?: Interruptions, order?: Order }} */ (
      figures
    );
  const parts = [
    `# Reliability

Written by \`npm run soak\` on ${now.toISOString().slice(0, 10)}, which replaces this page up to “Coverage”. \`npm run soak -- --share 0.1\` does a tenth of it and prints it, \`--only kills\` a part
(\`mutations\`, \`both\`, \`kills\`, \`odd\`, \`probes\`, \`interruptions\`, \`order\`), \`--seed 7\` begins with another seed. Short versions run in \`npm test\`. The scripts are in [test/reliability](../test/reliability).`,
    ledgers ? ofLedgers(ledgers) : '',
    files ? ofFiles(files) : '',
    ledgers || files ? list([...(ledgers?.intact ?? []), ...(files?.intact ?? [])]) : '',
    both && bothFiles
      ? `## Two ways to check

${count(both.ledgers)} ledgers, ${count(both.broken)} of them broken, and ${count(bothFiles.files)} workspaces with tampered tables, ${count(bothFiles.broken)} of them broken, were checked in the short way (events vouched
for ahead, the engine asked on memory, rows written together) and in the long one (event by event, on tables). Both found the same problems, word for word and in the same order. First seed: ${both.firstSeed}.`
      : '',
    kills
      ? `## Kills

${kills.rounds} rounds of ${kills.processes} processes that file, approve and cancel in one workspace; each process is killed (SIGKILL) after a number of answers given by the seed. ${count(kills.answered)} calls
were answered before their process was killed, and ${kills.lost} of them were missing afterwards. After each round the ledger verified as intact; at the end it had ${count(kills.events)} events. First seed: ${kills.firstSeed}.`
      : '',
    interruptions
      ? `## Interruptions

The desk process was killed (SIGKILL) ${interruptions.kills} times while two windows filed, cancelled and approved. Each time both windows said so, and the desk came back by itself. ${count(interruptions.answered)} calls
were answered, ${count(interruptions.interrupted)} were interrupted and said so, and ${interruptions.lost} of the answered ones were missing afterwards. The ledger verified as intact and had ${count(interruptions.events)} events.`
      : '',
    odd
      ? `## Odd inputs

${count(odd.inputs)} odd inputs to ${odd.verbs} verbs, by every role and by nobody: one to three fields of a good input changed, removed or added. None was answered with \`INTERNAL\`, and each desk’s
ledger verified as intact afterwards. First seed: ${odd.firstSeed}.

${table(
  ['answered with', 'times'],
  Object.entries(odd.answers).map(([code, times]) => [`\`${code}\``, count(times)]),
)}`
      : '',
    probes
      ? `## Permission probes

${count(probes.probes)} probes of ${probes.verbs} verbs at a real desk. A person who never signed in, signed out, locked, was disabled, or had their key reset is answered \`NOT_SIGNED_IN\` by each of them. For the ${probes.verbsWithRoles}
verbs for which [the contract’s table](contract.md) names roles, all other roles are answered \`FORBIDDEN\`, and those it names are not. Nothing is signed with a key that has closed.`
      : '',
    order
      ? `## Order of window tests

${count(order.passed)} window tests passed with the tests of each file in reverse order, and ${count(order.failed)} failed. A test that depends on an earlier one of its file fails this way.`
      : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** @type {(found: Ledgers) => string} */
const ofLedgers = ({ mutations, firstSeed, kinds, intact }) => `## Mutated ledgers

Three small ledgers, of which the test holds every private key: of a training desk, of a real one, and of a real one that 31b0007 recorded under rules 1 and this release continued. Nearly every type of event occurs in them. ${count(mutations)} mutations, the first of seed ${firstSeed}; ${count(intact.length)} are
called intact, and each of these is listed below with the reason why it is a valid ledger. In each of them, a few plain rules that are independent of the engine must hold, too (test/reliability/invariants.ts).

${table(
  ['what was done', 'mutated', 'called intact'],
  Object.entries(kinds)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kind, found]) => [kind, count(found.mutated), count(found.intact)]),
)}`;

/** @type {(found: Files) => string} */
const ofFiles = ({ mutations, firstSeed, intact }) => `## Mutated files

${count(mutations)} mutations of the file: a cell of a table changed or a row dropped with SQLite’s own checks out of the way, or a bit of the file flipped. First seed: ${firstSeed}. ${count(intact.length)} are called intact, and listed below.`;

/** @type {(intact: readonly Intact[]) => string} */
const list = (intact) => {
  const reasons = [...new Set(intact.map(({ reason }) => reason ?? 'No reason: a hole'))].sort();
  const groups = reasons.map((reason) => {
    const rows = intact.filter((one) => (one.reason ?? 'No reason: a hole') === reason);
    return `**${reason}** ${count(rows.length)}:\n\n${table(
      ['desk, seed', 'what was done', 'field', 'change'],
      rows.map(({ base, seed, kind, field, change }) => [`${base} ${seed}`, kind, `\`${field}\``, quoted(change)]),
    )}`;
  });
  return `## Called intact, and why\n\n${groups.join('\n\n')}`;
};

// Invisible characters are written as code points, and characters that would end a cell are escaped.
/** @type {(text: string) => string} */
const quoted = (text) =>
  text
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, (character) => `U+${character.codePointAt(0)?.toString(16)}`)
    .replace(/[|<>*_\\`[\]]/g, (character) => `\\${character}`);

/** @type {(head: readonly string[], rows: readonly (readonly string[])[]) => string} */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** @type {(value: number) => string} */
const count = (value) => value.toLocaleString('en-US');
