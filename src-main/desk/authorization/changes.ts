import type { PublicKey, RuleChange } from '#contract/eventShapes.ts';
import type { Fact } from '#contract/events.ts';
import type { PolicyRules } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { shownName } from '../../engine/people/directory.ts';
import { issueCode } from '../../engine/people/keys.ts';
import { type ExpectedFact, expectedOf } from '../../engine/proposal/change.ts';
import { setFourEyes } from '../../engine/proposal/fourEyes.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { groupName, loadGroup } from '../../store/queries/groups.ts';
import { hadKey } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { fourEyesOf, presentIn } from '../kernel/fourEyes.ts';
import { differences, type Expectation } from './comparison.ts';
import type { ActorContext } from './context.ts';
import { judgeGroup } from './groups.ts';
import { judgePerson } from './people.ts';
import { judgePolicy } from './policies.ts';

/** What a change is decided on, and by whom. Nothing is written. */
export type Deciding = Pick<ActorContext, 'db' | 'actor' | 'rules' | 'now'>;

type NewKey = 'enrolment.issued' | 'recovery.issued' | 'deskKey.enrolled';
type PlainFact = Exclude<ExpectedFact, { readonly type: NewKey }>;

/** What carries out a change now: the event, and for all but new keys every fact that follows. */
export type Decided =
  | Extract<RuleChange, { readonly type: NewKey }>
  | (PlainFact & { readonly facts: readonly Fact[] });

/** Decides a change on things as they are, by what verification asks, too. Answers why it cannot be made, as a sentence. */
export function decideChange(deciding: Deciding, change: RuleChange): Decided | string {
  const { db } = deciding;
  const early = whyNotAsItStands(db, change);
  if (early !== null) return early;
  const expected = expectedOf(change, presentIn(db));
  if (typeof expected === 'string') return expected;
  if (expected.type === 'enrolment.issued') return whyNoCode(deciding, expected.data) ?? expected;
  if (expected.type === 'recovery.issued') return inTraining(db) ? 'A training desk has no recovery kit.' : expected;
  if (expected.type === 'deskKey.enrolled')
    return inTraining(db) ? 'A training desk keeps the key with which it was founded.' : expected;
  const expectation = judgeFact(deciding, expected);
  if (typeof expectation === 'string') return `This cannot be done: ${expectation}.`;
  if (!expectation.ok) return expectation.refusal.message;
  const [first] = expectation.facts;
  if (!first) return 'It has been done already.';
  const otherwise = differences(expected, first);
  return otherwise === null
    ? { ...expected, facts: expectation.facts }
    : `It would do something else now: ${otherwise}.`;
}

/**
 * Why each of the changes of a proposal could not be made now, one after the other, as sentences; null where nothing speaks against it. Nothing
 * is written, so a change to what an earlier one of the same proposal makes or changes is not held against it: approving decides that.
 */
export function dryRun(deciding: Deciding, changes: readonly RuleChange[]): (string | null)[] {
  const newcomers = new Set<PersonId>();
  const touched = new Set<string>();
  let promotes = false;
  return changes.map((change) => {
    const subject = subjectOf(change);
    const why = subject !== null && touched.has(subject) ? null : whyNotAfter(deciding, change, newcomers, promotes);
    if (subject !== null) touched.add(subject);
    if (change.type === 'person.created') newcomers.add(change.data.id);
    promotes ||= (change.type === 'person.created' && change.data.role === 'admin') || becomesAdmin(change);
    return why;
  });
}

/** What a change is about, by id; null for the desk itself and its recovery kit. */
function subjectOf(change: RuleChange): string | null {
  switch (change.type) {
    case 'recovery.issued':
    case 'deskKey.enrolled':
    case 'desk.updated':
      return null;
    case 'enrolment.issued':
      return `key of ${change.data.personId}`;
    default:
      return change.data.id;
  }
}

const becomesAdmin = (change: RuleChange): boolean =>
  change.type === 'person.enabled' || (change.type === 'person.updated' && change.data.role?.to === 'admin');

function whyNotAfter(
  deciding: Deciding,
  change: RuleChange,
  newcomers: ReadonlySet<PersonId>,
  promotes: boolean,
): string | null {
  // Whoever comes first must stay an admin until another one is made.
  if (promotes && change.type === 'person.updated' && change.data.role?.from === 'admin') return null;
  const alone = withoutNewcomers(change, newcomers);
  if (alone === null) return whyNotAsItStands(deciding.db, change);
  const decision = decideChange(deciding, alone);
  return typeof decision === 'string' ? decision : null;
}

// A change to a group without the people whom the same proposal makes; null where nothing is left of it.
function withoutNewcomers(change: RuleChange, newcomers: ReadonlySet<PersonId>): RuleChange | null {
  if (change.type !== 'group.updated' || !change.data.added.some((id) => newcomers.has(id))) return change;
  const added = change.data.added.filter((id) => !newcomers.has(id));
  const { name, removed } = change.data;
  return added.length + removed.length === 0 && name === undefined
    ? null
    : { ...change, data: { ...change.data, added } };
}

// What can be said better than the rules would say it.
function whyNotAsItStands(db: ReadDb, change: RuleChange): string | null {
  switch (change.type) {
    case 'policy.created':
      return whyUnknown(db, change.data.rules);
    case 'policy.updated': {
      const { id, version, rules } = change.data;
      const policy = loadPolicy(db, id);
      if (policy && policy.version !== version - 1)
        return `This starts from version ${version - 1} of the policy, and version ${policy.version} is in force now.`;
      return whyUnknown(db, rules);
    }
    case 'policy.archived':
      return loadPolicy(db, change.data.id)?.status === 'archived' ? 'The policy is archived already.' : null;
    case 'policy.restored': {
      const policy = loadPolicy(db, change.data.id);
      return policy?.status === 'active' ? 'The policy is active already.' : policy ? whyUnknown(db, policy) : null;
    }
    case 'person.enabled':
      return loadPerson(db, change.data.id)?.status === 'enabled' ? 'The person is enabled already.' : null;
    case 'group.removed':
    case 'group.updated':
      return loadGroup(db, change.data.id) ? null : 'The group was removed.';
    default:
      return null;
  }
}

// A group of the same name may be there; it is another one.
function whyUnknown(db: ReadDb, { steps, bypass }: Pick<PolicyRules, 'steps' | 'bypass'>): string | null {
  for (const ref of [...steps.flatMap(({ approvers }) => approvers), ...(bypass?.bypassers ?? [])])
    if (ref.kind === 'group' && !loadGroup(db, ref.id))
      return `It names the group “${groupName(db, ref.id) ?? ref.id}”, which was removed; a new group of that name is another one.`;
  return null;
}

const SOME_KEY: PublicKey = { id: '0'.repeat(64), publicKey: 'A'.repeat(43) };

function whyNoCode(
  { db, actor, now }: Deciding,
  { personId, reset }: Extract<RuleChange, { type: 'enrolment.issued' }>['data'],
): string | null {
  if (inTraining(db)) return 'A training desk has no one-time codes.';
  const person = loadPerson(db, personId);
  if (!person) return 'The person does not exist.';
  if (hadKey(db, personId) !== reset)
    return reset ? `${shownName(person)} has had no key yet.` : `${shownName(person)} got a first key since.`;
  const outcome = issueCode(person, actor, reset, SOME_KEY, now);
  return outcome.ok ? null : outcome.refusal.message;
}

const inTraining = (db: ReadDb): boolean => loadDesk(db)?.kind === 'training';

function judgeFact({ db, actor, rules }: Deciding, fact: PlainFact): Expectation {
  switch (fact.type) {
    case 'person.created':
    case 'person.updated':
    case 'person.enabled':
      return judgePerson({ db, actor, rules }, fact);
    case 'group.created':
    case 'group.updated':
    case 'group.removed':
      return judgeGroup({ db, rules }, fact);
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
      return judgePolicy({ db, rules }, fact);
    case 'desk.updated':
      return setFourEyes(fourEyesOf(db), fact.data.fourEyes);
  }
}
