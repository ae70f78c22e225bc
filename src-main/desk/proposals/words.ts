import type { RuleChange } from '#contract/eventShapes.ts';
import type { PolicyChange } from '#contract/policyHistory.ts';
import type { ProposedChange } from '#contract/proposals.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { becomesAuditor } from '../../engine/people/commands.ts';
import { difference } from '../../engine/policy/difference.ts';
import { visible } from '../../engine/text/alike.ts';
import type { ReadDb } from '../../store/connection.ts';
import { nameOpenRequests } from '../../store/queries/consequences.ts';
import { listActiveGrants } from '../../store/queries/grants.ts';
import { groupName } from '../../store/queries/groups.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { loadPolicy, readRules } from '../../store/queries/policies.ts';
import { namesIn } from '../policies/load.ts';

/** A change in words; people and groups that the same proposal makes are called what it calls them. */
export type Words = Omit<ProposedChange, 'outdated'>;

/** Says what a change comes to, free of characters that nobody sees. `changes` are all of the proposal. */
export function wordsOf(db: ReadDb, change: RuleChange, changes: readonly RuleChange[]): Words {
  const { subject, sentence, differences } = plainWordsOf(db, change, changes);
  return {
    subject: { ...subject, name: visible(subject.name) },
    sentence: visible(sentence),
    differences: differences.map((one) => ({
      ...one,
      before: one.before && visible(one.before),
      after: one.after && visible(one.after),
      sentence: visible(one.sentence),
    })),
  };
}

function plainWordsOf(db: ReadDb, change: RuleChange, changes: readonly RuleChange[]): Words {
  switch (change.type) {
    case 'person.created': {
      const { id, username, name, email, role } = change.data;
      return {
        subject: { kind: 'person', id, name },
        sentence: `Add ${name} (${username}) as ${roleWords(role)}.`,
        differences: [
          said('role', role, `The role is ${role}.`),
          said('email', email, `The e-mail address is ${email}.`),
        ],
      };
    }
    case 'person.updated':
      return updatedPerson(db, change.data, changes);
    case 'person.enabled':
      return { ...aboutPerson(db, change.data.id, changes, (name) => `Enable ${name}.`), differences: [] };
    case 'enrolment.issued': {
      const { personId, reset } = change.data;
      const words = (name: string) => (reset ? `Reset the key of ${name}.` : `Issue a one-time code for ${name}.`);
      const about = aboutPerson(db, personId, changes, words);
      return { ...about, subject: { ...about.subject, kind: 'key' }, differences: [] };
    }
    case 'recovery.issued':
      return {
        subject: { kind: 'recoveryKit', id: null, name: 'recovery kit' },
        sentence: 'Issue a new recovery kit; the one before is worth nothing from then on.',
        differences: [],
      };
    case 'deskKey.enrolled':
      return {
        subject: { kind: 'desk', id: null, name: 'the desk’s own key' },
        sentence:
          'Make a new key for the desk itself, at the workstation of whoever approves; the one before signs nothing from then on.',
        differences: [],
      };
    case 'group.created': {
      const { id, name, memberIds } = change.data;
      return {
        subject: { kind: 'group', id, name },
        sentence: `Make the group “${name}”.`,
        differences: memberIds.map((personId) => joins(nameOf(db, personId, changes))),
      };
    }
    case 'group.updated':
      return updatedGroup(db, change.data, changes);
    case 'group.removed':
      return {
        ...aboutGroup(
          groupName(db, change.data.id) ?? change.data.id,
          change.data.id,
          (name) => `Remove the group “${name}”.`,
        ),
        differences: [],
      };
    case 'policy.created':
    case 'policy.updated':
      return changedPolicy(db, change);
    case 'policy.archived':
    case 'policy.restored': {
      const name = loadPolicy(db, change.data.id)?.name ?? change.data.id;
      const archived = change.type === 'policy.archived';
      return {
        subject: { kind: 'policy', id: change.data.id, name },
        sentence: archived
          ? `Archive the policy “${name}”; it decides no new requests from then on.`
          : `Restore the policy “${name}”; it decides new requests again.`,
        differences: [],
      };
    }
    case 'desk.updated':
      return {
        subject: { kind: 'desk', id: null, name: 'four eyes on rules' },
        sentence: `Turn four eyes on rules ${change.data.fourEyes ? 'on' : 'off'}.`,
        differences: [],
      };
  }
}

type DataOf<T extends RuleChange['type']> = Extract<RuleChange, { readonly type: T }>['data'];

function updatedPerson(
  db: ReadDb,
  { id, name, email, role }: DataOf<'person.updated'>,
  changes: readonly RuleChange[],
): Words {
  const about = aboutPerson(db, id, changes, (who) =>
    role ? `Make ${who} ${roleWords(role.to)}.` : `Change the details of ${who}.`,
  );
  return {
    ...about,
    differences: [
      ...(role ? [turned('role', role.from, role.to, 'The role')] : []),
      ...(name ? [turned('name', name.from, name.to, 'The name')] : []),
      ...(email ? [turned('email', email.from, email.to, 'The e-mail address')] : []),
      ...(role && becomesAuditor({ role: role.from }, { role: role.to }) ? accessEnds(db, id, about.subject.name) : []),
    ],
  };
}

// What ends with somebody becoming an auditor, as things are now.
function accessEnds(db: ReadDb, id: PersonId, who: string): PolicyChange[] {
  const requests = nameOpenRequests(db, id).map(({ number }) => `#${number}`);
  const grants = listActiveGrants(db, id).length;
  const ended = (field: string, before: string, sentence: string): PolicyChange[] => [
    { field, kind: 'removed', before, after: null, sentence },
  ];
  const [are, plural] = grants === 1 ? ['is', ''] : ['are', 's'];
  return [
    ...(requests.length === 0
      ? []
      : ended(
          'requests',
          requests.join(', '),
          `Open ${requests.length === 1 ? 'request' : 'requests'} ${requests.join(', ')} of ${who} ${requests.length === 1 ? 'is' : 'are'} cancelled.`,
        )),
    ...(grants === 0
      ? []
      : ended('grants', `${grants} grant${plural}`, `${grants} active grant${plural} of ${who} ${are} revoked.`)),
  ];
}

function updatedGroup(
  db: ReadDb,
  { id, name, added, removed }: DataOf<'group.updated'>,
  changes: readonly RuleChange[],
): Words {
  // Once it is renamed, it is called otherwise than it was when this was proposed.
  return {
    ...aboutGroup(name?.from ?? groupName(db, id) ?? id, id, (group) =>
      added.length + removed.length > 0 ? `Change who is in the group “${group}”.` : `Rename the group “${group}”.`,
    ),
    differences: [
      ...(name ? [turned('name', `“${name.from}”`, `“${name.to}”`, 'The name')] : []),
      ...added.map((personId) => joins(nameOf(db, personId, changes))),
      ...removed.map((personId): PolicyChange => {
        const who = nameOf(db, personId, changes);
        return { field: 'members', kind: 'removed', before: who, after: null, sentence: `${who} leaves the group.` };
      }),
    ],
  };
}

function changedPolicy(
  db: ReadDb,
  { type, data }: Extract<RuleChange, { type: 'policy.created' | 'policy.updated' }>,
): Words {
  const { id, version } = data;
  const rules = readRules(JSON.stringify(data.rules));
  const before = type === 'policy.updated' ? (loadPolicy(db, id, version - 1) ?? null) : null;
  return {
    subject: { kind: 'policy', id, name: before?.name ?? rules.name },
    sentence:
      type === 'policy.created'
        ? `Make the policy “${rules.name}”.`
        : `Change the policy “${before?.name ?? rules.name}” (to version ${version}).`,
    differences: difference(before, rules, namesIn(db)),
  };
}

function aboutPerson(
  db: ReadDb,
  id: PersonId,
  changes: readonly RuleChange[],
  sentence: (name: string) => string,
): Pick<Words, 'subject' | 'sentence'> {
  const name = nameOf(db, id, changes);
  return { subject: { kind: 'person', id, name }, sentence: sentence(name) };
}

function aboutGroup(
  name: string,
  id: GroupId,
  sentence: (name: string) => string,
): Pick<Words, 'subject' | 'sentence'> {
  return { subject: { kind: 'group', id, name }, sentence: sentence(name) };
}

// Names are not unique, so a username goes with them.
function nameOf(db: ReadDb, id: PersonId, changes: readonly RuleChange[]): string {
  const person = loadPerson(db, id) ?? newcomer(id, changes);
  return person ? `${person.name} (${person.username})` : id;
}

function newcomer(id: PersonId, changes: readonly RuleChange[]) {
  return changes.flatMap(({ type, data }) => (type === 'person.created' && data.id === id ? [data] : []))[0];
}

function joins(who: string): PolicyChange {
  return { field: 'members', kind: 'added', before: null, after: who, sentence: `${who} joins the group.` };
}

function said(field: string, value: string, sentence: string): PolicyChange {
  return { field, kind: 'added', before: null, after: value, sentence };
}

function turned(field: string, before: string, after: string, what: string): PolicyChange {
  return { field, kind: 'changed', before, after, sentence: `${what} changes from ${before} to ${after}.` };
}

function roleWords(role: string): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
}

/** How a change of a proposal is called in a sentence about it; the only one needs no number. */
export function changeLabel(index: number, of: number, sentence: string): string {
  const said = sentence.replace(/\.$/, '');
  return of === 1 ? `“${said}”:` : `Change ${index + 1} of ${of}, “${said}”:`;
}
