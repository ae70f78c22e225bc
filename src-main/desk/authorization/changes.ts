import type { PublicKey, RuleChange } from '#contract/eventShapes.ts';
import type { Fact } from '#contract/events.ts';
import type { PolicyRules } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
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
import { replayGroup } from './groups.ts';
import { replayPerson } from './people.ts';
import { replayPolicy } from './policies.ts';

/** The state on which a change is decided, and the person who makes it. Nothing is written. */
export type Deciding = Pick<ActorContext, 'db' | 'actor' | 'rules' | 'now'>;

type NewKey = 'enrolment.issued' | 'recovery.issued' | 'deskKey.enrolled';
type PlainFact = Exclude<ExpectedFact, { readonly type: NewKey }>;

/** The event that carries out a change now, and all facts that follow it, except for new keys. */
export type Decided =
  | Extract<RuleChange, { readonly type: NewKey }>
  | (PlainFact & { readonly facts: readonly Fact[] });

/** Decides a change on the present state, exactly as verification does. Answers why it cannot be made, as a sentence. */
export function decideChange(deciding: Deciding, change: RuleChange): Decided | string {
  const { db } = deciding;
  const early = whyNotAsItStands(db, change);
  if (early !== null) return early;
  if (change.type === 'enrolment.issued') return whyNoCode(deciding, change.data) ?? change;
  const expected = expectedOf(change, presentIn(db, deciding.now));
  if (typeof expected === 'string') return expected;
  if (expected.type === 'enrolment.issued') throw new TypeError('A code was decided above.');
  if (expected.type === 'recovery.issued') return inTraining(db) ? t('replay.change.noKit') : expected;
  if (expected.type === 'deskKey.enrolled') return inTraining(db) ? t('replay.change.noDeskKey') : expected;
  const expectation = replayFact(deciding, expected);
  if (typeof expectation === 'string') return t('replay.change.impossible', { why: expectation });
  if (!expectation.ok) return expectation.refusal.message;
  const [first] = expectation.facts;
  if (!first) return t('replay.change.done');
  const otherwise = differences(expected, first);
  return otherwise === null
    ? { ...expected, facts: expectation.facts }
    : t('replay.change.different', { difference: otherwise });
}

/**
 * For each change of a proposal a sentence about why it cannot be made now, or null. Nothing is written, so a change that depends on an
 * earlier one of the same proposal counts as possible: approving decides that.
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

/** The id of the subject of a change; null for the desk itself and its recovery kit. */
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
  // The last admin can step down only after another one was made.
  if (promotes && change.type === 'person.updated' && change.data.role?.from === 'admin') return null;
  const alone = withoutNewcomers(change, newcomers);
  if (alone === null) return whyNotAsItStands(deciding.db, change);
  const decision = decideChange(deciding, alone);
  return typeof decision === 'string' ? decision : null;
}

// A change to a group without the people whom the same proposal creates; null if nothing is left of it.
function withoutNewcomers(change: RuleChange, newcomers: ReadonlySet<PersonId>): RuleChange | null {
  if (change.type !== 'group.updated' || !change.data.added.some((id) => newcomers.has(id))) return change;
  const added = change.data.added.filter((id) => !newcomers.has(id));
  const { name, removed } = change.data;
  return added.length + removed.length === 0 && name === undefined
    ? null
    : { ...change, data: { ...change.data, added } };
}

// Reasons with a clearer sentence than the rules would give.
function whyNotAsItStands(db: ReadDb, change: RuleChange): string | null {
  switch (change.type) {
    case 'policy.created':
      return whyUnknown(db, change.data.rules);
    case 'policy.updated': {
      const { id, version, rules } = change.data;
      const policy = loadPolicy(db, id);
      if (policy && policy.version !== version - 1)
        return t('replay.change.policyVersion', { from: version - 1, now: policy.version });
      return whyUnknown(db, rules);
    }
    case 'policy.archived':
      return loadPolicy(db, change.data.id)?.status === 'archived' ? t('replay.change.policyArchived') : null;
    case 'policy.restored': {
      const policy = loadPolicy(db, change.data.id);
      return policy?.status === 'active' ? t('replay.change.policyActive') : policy ? whyUnknown(db, policy) : null;
    }
    case 'person.enabled':
      return loadPerson(db, change.data.id)?.status === 'enabled' ? t('replay.change.personEnabled') : null;
    case 'group.removed':
    case 'group.updated':
      return loadGroup(db, change.data.id) ? null : t('replay.change.groupRemoved');
    default:
      return null;
  }
}

// A group with the same name may exist; it is another group.
function whyUnknown(db: ReadDb, { steps, bypass }: Pick<PolicyRules, 'steps' | 'bypass'>): string | null {
  for (const ref of [...steps.flatMap(({ approvers }) => approvers), ...(bypass?.bypassers ?? [])])
    if (ref.kind === 'group' && !loadGroup(db, ref.id))
      return t('replay.change.namesRemovedGroup', { name: groupName(db, ref.id) ?? ref.id });
  return null;
}

const SOME_KEY: PublicKey = { id: '0'.repeat(64), publicKey: 'A'.repeat(43) };

function whyNoCode(
  { db, actor, now }: Deciding,
  { personId, reset }: Extract<RuleChange, { type: 'enrolment.issued' }>['data'],
): string | null {
  if (inTraining(db)) return t('replay.change.noCodes');
  const person = loadPerson(db, personId);
  if (!person) return t('replay.change.noPerson');
  if (hadKey(db, personId) !== reset)
    return t(reset ? 'replay.change.noKeyYet' : 'replay.change.hasKey', { name: shownName(person) });
  const outcome = issueCode(person, actor, reset, SOME_KEY, now);
  return outcome.ok ? null : outcome.refusal.message;
}

const inTraining = (db: ReadDb): boolean => loadDesk(db)?.kind === 'training';

function replayFact({ db, actor, rules }: Deciding, fact: PlainFact): Expectation {
  switch (fact.type) {
    case 'person.created':
    case 'person.updated':
    case 'person.enabled':
      return replayPerson({ db, actor, rules }, fact);
    case 'group.created':
    case 'group.updated':
    case 'group.removed':
      return replayGroup({ db, rules }, fact);
    case 'policy.created':
    case 'policy.updated':
    case 'policy.archived':
    case 'policy.restored':
      return replayPolicy({ db, rules }, fact);
    case 'desk.updated':
      return setFourEyes(fourEyesOf(db), fact.data.fourEyes);
  }
}
