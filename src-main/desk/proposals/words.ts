import type { RuleChange } from '#contract/eventShapes.ts';
import type { PolicyChange } from '#contract/policyHistory.ts';
import type { ProposedChange } from '#contract/proposals.ts';
import type { GroupId, PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
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

/** A change in words. People and groups created by the same proposal have the names that it gives them. */
export type Words = Omit<ProposedChange, 'outdated' | 'draft'>;

/** The rules that a change gives a policy, so that their impact can be previewed; null for other changes. */
export function draftOf({ type, data }: RuleChange): ProposedChange['draft'] {
  if (type !== 'policy.created' && type !== 'policy.updated') return null;
  return { rules: readRules(JSON.stringify(data.rules)), replaces: type === 'policy.updated' ? data.id : null };
}

/** Describes a change, without invisible characters. `changes` are all changes of the proposal. */
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
        sentence: t(`changes.person.add.${role}`, { name, username }),
        differences: [
          fieldAdded('role', role, t('changes.person.role', { role })),
          fieldAdded('email', email, t('changes.person.email', { email })),
        ],
      };
    }
    case 'person.updated':
      return updatedPerson(db, change.data, changes);
    case 'person.enabled':
      return {
        ...aboutPerson(db, change.data.id, changes, (name) => t('changes.person.enable', { name })),
        differences: [],
      };
    case 'enrolment.issued': {
      const { personId, reset, validSeconds } = change.data;
      const words = (name: string) => t(reset ? 'changes.key.reset' : 'changes.key.issueCode', { name });
      const about = aboutPerson(db, personId, changes, words);
      const validity = validSeconds === undefined ? [] : [codeValidity(validSeconds)];
      return { ...about, subject: { ...about.subject, kind: 'key' }, differences: validity };
    }
    case 'recovery.issued':
      return {
        subject: { kind: 'recoveryKit', id: null, name: t('changes.recoveryKit.name') },
        sentence: t('changes.recoveryKit.issue'),
        differences: [],
      };
    case 'deskKey.enrolled':
      return {
        subject: { kind: 'desk', id: null, name: t('changes.deskKey.name') },
        sentence: t('changes.deskKey.enrol'),
        differences: [],
      };
    case 'group.created': {
      const { id, name, memberIds } = change.data;
      return {
        subject: { kind: 'group', id, name },
        sentence: t('changes.group.create', { name }),
        differences: memberIds.map((personId) => joins(nameOf(db, personId, changes))),
      };
    }
    case 'group.updated':
      return updatedGroup(db, change.data, changes);
    case 'group.removed':
      return {
        ...aboutGroup(groupName(db, change.data.id) ?? change.data.id, change.data.id, (name) =>
          t('changes.group.remove', { name }),
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
        sentence: t(archived ? 'changes.policy.archive' : 'changes.policy.restore', { name }),
        differences: [],
      };
    }
    case 'desk.updated':
      return {
        subject: { kind: 'desk', id: null, name: t('changes.fourEyes.name') },
        sentence: t(change.data.fourEyes ? 'changes.fourEyes.on' : 'changes.fourEyes.off'),
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
    role ? t(`changes.person.make.${role.to}`, { name: who }) : t('changes.person.details', { name: who }),
  );
  return {
    ...about,
    differences: [
      ...(role ? [fieldChanged('role', role.from, role.to, 'changes.person.roleChanges')] : []),
      ...(name ? [fieldChanged('name', name.from, name.to, 'changes.nameChanges')] : []),
      ...(email ? [fieldChanged('email', email.from, email.to, 'changes.person.emailChanges')] : []),
      ...(role && becomesAuditor({ role: role.from }, { role: role.to }) ? accessEnds(db, id, about.subject.name) : []),
    ],
  };
}

// What ends now if a person becomes an auditor.
function accessEnds(db: ReadDb, id: PersonId, who: string): PolicyChange[] {
  const requests = nameOpenRequests(db, id).map(({ number }) => `#${number}`);
  const grants = listActiveGrants(db, id).length;
  const ended = (field: string, before: string, sentence: string): PolicyChange[] => [
    { field, kind: 'removed', before, after: null, sentence },
  ];
  return [
    ...(requests.length === 0
      ? []
      : ended(
          'requests',
          requests.join(', '),
          t('changes.person.requestsCancelled', { count: requests.length, requests: requests.join(', '), name: who }),
        )),
    ...(grants === 0
      ? []
      : ended(
          'grants',
          t('changes.person.grants', { count: grants }),
          t('changes.person.grantsRevoked', { count: grants, name: who }),
        )),
  ];
}

function updatedGroup(
  db: ReadDb,
  { id, name, added, removed }: DataOf<'group.updated'>,
  changes: readonly RuleChange[],
): Words {
  // The group's name when this was proposed: it may have been renamed since.
  return {
    ...aboutGroup(name?.from ?? groupName(db, id) ?? id, id, (group) =>
      t(added.length + removed.length > 0 ? 'changes.group.members' : 'changes.group.rename', { name: group }),
    ),
    differences: [
      ...(name ? [fieldChanged('name', `“${name.from}”`, `“${name.to}”`, 'changes.nameChanges')] : []),
      ...added.map((personId) => joins(nameOf(db, personId, changes))),
      ...removed.map((personId): PolicyChange => {
        const who = nameOf(db, personId, changes);
        return {
          field: 'members',
          kind: 'removed',
          before: who,
          after: null,
          sentence: t('changes.group.leaves', { name: who }),
        };
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
        ? t('changes.policy.create', { name: rules.name })
        : t('changes.policy.update', { name: before?.name ?? rules.name, version }),
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

function codeValidity(seconds: number): PolicyChange {
  const value = duration(seconds);
  return fieldAdded('validSeconds', value, t('changes.key.validity', { duration: value }));
}

function joins(who: string): PolicyChange {
  return {
    field: 'members',
    kind: 'added',
    before: null,
    after: who,
    sentence: t('changes.group.joins', { name: who }),
  };
}

function fieldAdded(field: string, value: string, sentence: string): PolicyChange {
  return { field, kind: 'added', before: null, after: value, sentence };
}

function fieldChanged(
  field: string,
  before: string,
  after: string,
  text: 'changes.nameChanges' | 'changes.person.roleChanges' | 'changes.person.emailChanges',
): PolicyChange {
  return { field, kind: 'changed', before, after, sentence: t(text, { before, after }) };
}

/** Names a change of a proposal in a sentence about it; the only change needs no number. */
export function changeLabel(index: number, of: number, sentence: string): string {
  const plain = sentence.replace(/\.$/, '');
  return of === 1
    ? t('changes.labelAlone', { sentence: plain })
    : t('changes.label', { position: index + 1, total: of, sentence: plain });
}
