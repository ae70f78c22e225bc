import type { Fact } from '#contract/events.ts';
import type { ImportProblem, ImportRow, PersonName, Role } from '#contract/people.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { fold } from '../text/fold.ts';
import { Lookalikes } from './alike.ts';
import { becomesAuditor, type GroupState, type OwnAccess, type PersonState, updatePerson } from './commands.ts';

/** A row of a file of people; each value is valid by itself. */
export interface PersonRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Names of groups to join; the person stays in all other groups. */
  readonly groups: readonly string[];
  /** The text of the groups in the file, if it has `;` and no quotation marks; otherwise null. */
  readonly unquoted: string | null;
  /** What is wrong with the username if the row is for a new person. */
  readonly wrongIfNew: readonly string[];
}

/** The state of the desk that an import depends on. People and groups that the file does not name may be missing. */
export interface ImportState {
  /** By folded username, disabled people included. */
  readonly people: ReadonlyMap<string, PersonState>;
  /** By folded name. */
  readonly groups: ReadonlyMap<string, GroupState>;
  /** Names of groups that contain a `;`. */
  readonly namesWithSemicolon: readonly string[];
  readonly enabledAdmins: number;
  /** A person's own access; called for people who become auditors. Left out: none. */
  readonly accessOf?: (id: PersonId) => OwnAccess;
  /** Everyone whose names may look like those of the file. */
  readonly everybody: readonly PersonName[];
  /** Most members that one group can have. */
  readonly groupLimit: number;
}

/** What an import does with one row. */
export interface PlannedRow extends ImportRow {
  readonly row: PersonRow;
  /** The existing person; null for a new one. */
  readonly person: PersonState | null;
  /** The facts of the change; none for a new person, who has no id yet. */
  readonly facts: readonly Fact[];
  readonly joins: readonly GroupId[];
}

export interface PlannedImport {
  readonly rows: readonly PlannedRow[];
  readonly problems: readonly ImportProblem[];
  /** Warnings about names that look like others in another script. */
  readonly alike: readonly ImportProblem[];
}

/**
 * Plans an import row by row, each after the ones before it: creates new usernames, updates name, e-mail address and role of others,
 * and adds people to groups but removes none. Usernames must be unique. Skips rows with a problem.
 */
export function planImport(rows: readonly PersonRow[], state: ImportState): PlannedImport {
  const planned: PlannedRow[] = [];
  const problems: ImportProblem[] = [];
  const alike: ImportProblem[] = [];
  const groups = new PlannedMembers(state);
  const lookalikes = new Lookalikes(state.everybody);
  let admins = state.enabledAdmins;
  for (const row of rows) {
    const person = state.people.get(fold(row.username)) ?? null;
    const wrong = [...(person ? [] : row.wrongIfNew), ...groups.problemsOf(row, person)];
    const outcome = person && updatePerson(person, row, admins, endingOf(person, row, state));
    if (outcome?.ok === false) wrong.push(outcome.refusal.message);
    if (wrong.length > 0) {
      problems.push(...wrong.map((message) => ({ line: row.line, message })));
      continue;
    }
    const message = alikeIn(row, person, lookalikes);
    if (message !== null) alike.push({ line: row.line, message });
    const joined = groups.join(row, person);
    const facts = outcome?.ok ? outcome.facts : [];
    const changes = [
      ...changesOf(row, person),
      ...endsOf(facts),
      ...joined.map(({ name }) => t('importing.people.joins', { group: name })),
    ];
    admins += adminsGained(row, person);
    planned.push({
      line: row.line,
      username: person?.username ?? row.username,
      action: person === null ? 'create' : changes.length > 0 ? 'update' : 'unchanged',
      changes,
      row,
      person,
      facts,
      joins: joined.map(({ id }) => id),
    });
  }
  return { rows: planned, problems, alike };
}

// Also compares with the names of earlier rows.
function alikeIn(row: PersonRow, person: PersonState | null, lookalikes: Lookalikes): string | null {
  const { username, name } = row;
  if (person && fold(name) === fold(person.name)) return null;
  const found = lookalikes.find(person ? { name } : { username, name }, person?.id);
  lookalikes.add({ username: person?.username ?? username, name, id: person?.id ?? null });
  return found;
}

/** The members of each group while rows are planned one by one; a new person is identified by their row. */
class PlannedMembers {
  readonly #state: ImportState;
  readonly #members = new Map<GroupId, Set<PersonId | PersonRow>>();

  constructor(state: ImportState) {
    this.#state = state;
  }

  problemsOf(row: PersonRow, person: PersonState | null): string[] {
    const ambiguous = ambiguousIn(row, this.#state.namesWithSemicolon);
    if (ambiguous.length > 0) return ambiguous;
    return row.groups.flatMap((name) => {
      const group = this.#state.groups.get(fold(name));
      if (!group) return [t('importing.people.noGroup', { name })];
      const members = this.#membersOf(group);
      const full = !members.has(person?.id ?? row) && members.size >= this.#state.groupLimit;
      return full ? [t('importing.people.groupFull', { name: group.name, count: members.size })] : [];
    });
  }

  /** Adds the person to the groups of the row. Returns the groups that they were not in before. */
  join(row: PersonRow, person: PersonState | null): GroupState[] {
    const joiner = person?.id ?? row;
    return row.groups.flatMap((name) => {
      const group = this.#state.groups.get(fold(name));
      if (!group || this.#membersOf(group).has(joiner)) return [];
      this.#membersOf(group).add(joiner);
      return [group];
    });
  }

  #membersOf(group: GroupState): Set<PersonId | PersonRow> {
    const members = this.#members.get(group.id) ?? new Set(group.memberIds);
    this.#members.set(group.id, members);
    return members;
  }
}

// Text that reads as several groups may be the name of one group that contains a ;
function ambiguousIn({ unquoted }: PersonRow, names: readonly string[]): string[] {
  if (unquoted === null) return [];
  const joined = `;${itemsOf(unquoted).map(fold).join(';')};`;
  return names.flatMap((name) => {
    const items = itemsOf(name);
    const several = items.filter((item) => item !== '');
    if (several.length === 0 || !joined.includes(`;${items.map(fold).join(';')};`)) return [];
    const names = listed(several.map((item) => t('importing.people.quoted', { name: item })));
    const [whole, parts] = [inQuotes([name]), inQuotes(several)];
    return [t('importing.people.ambiguous', { count: several.length, name, names, whole, parts })];
  });
}

// As the file must write a list of groups in one value.
const inQuotes = (names: readonly string[]): string => `"${names.map((name) => `""${name}""`).join(';')}"`;

const itemsOf = (list: string): string[] => list.split(';').map((item) => item.trim());

const FIELDS = ['name', 'email', 'role'] as const;

function changesOf(row: PersonRow, person: PersonState | null): string[] {
  return FIELDS.flatMap((name) => {
    const [field, after] = [t(`importing.fields.${name}`), row[name]];
    if (person === null) return [t('importing.change.set', { field, after })];
    return person[name] === after ? [] : [t('importing.change.changed', { field, before: person[name], after })];
  });
}

function endingOf(person: PersonState, row: PersonRow, state: ImportState): OwnAccess | undefined {
  return becomesAuditor(person, row) ? state.accessOf?.(person.id) : undefined;
}

// The access that ends with a change, in words.
function endsOf(facts: readonly Fact[]): string[] {
  const count = (type: Fact['type']) => facts.filter((fact) => fact.type === type).length;
  const [cancelled, revoked] = [count('request.cancelled'), count('grant.revoked')];
  return [
    ...(cancelled === 0 ? [] : [t('importing.people.cancels', { count: cancelled })]),
    ...(revoked === 0 ? [] : [t('importing.people.revokes', { count: revoked })]),
  ];
}

function adminsGained(row: PersonRow, person: PersonState | null): number {
  if (person?.status === 'disabled') return 0;
  return Number(row.role === 'admin') - Number(person?.role === 'admin');
}
