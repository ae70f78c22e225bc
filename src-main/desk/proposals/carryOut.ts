import type { RuleChange } from '../../../src-preload/contract/events.ts';
import type { Person } from '../../../src-preload/contract/people.ts';
import type { Refusal } from '../../../src-preload/contract/refusal.ts';
import { refusal } from '../../engine/outcome.ts';
import { shownName } from '../../engine/people/shownName.ts';
import { type ExpectedFact, expectedOf } from '../../engine/proposal/change.ts';
import { setFourEyes } from '../../engine/proposal/fourEyes.ts';
import { hadKey } from '../../store/queries/keys.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { judgeGroup } from '../authority/groups.ts';
import { judgePerson } from '../authority/people.ts';
import { judgePolicy } from '../authority/policies.ts';
import { differences, type Verdict } from '../authority/verdict.ts';
import { issueCodeTo } from '../people/code.ts';
import { firstKey } from '../people/firstKey.ts';
import { principalsOf, reassessFor } from '../requests/reassess.ts';
import { issueNewKit } from '../session/oversight.ts';
import type { Writing } from '../usecase.ts';
import { fourEyesOf, presentIn } from './gate.ts';

/**
 * Carries out what was approved, change by change, in the name of whoever approves: each is decided anew on things as they are, by what
 * verification will ask. Answers why one of them cannot be, and then nothing must be kept.
 */
export function carryOut(context: Writing, changes: readonly RuleChange[]): Refusal | null {
  for (const change of changes) {
    const refused = carryOutOne(context, change);
    if (refused) return refused;
  }
  reassessFor(context, [...new Set(changes.flatMap((change) => concernedBy(context, change)))]);
  return null;
}

function carryOutOne(context: Writing, change: RuleChange): Refusal | null {
  const { db } = context;
  const expected = expectedOf(change, presentIn(db));
  if (typeof expected === 'string') return outdated(expected);
  const actor = loadPerson(db, context.person.id);
  if (actor?.role !== 'admin')
    return outdated('It takes your own role away before all of it is done, so another admin must approve it.');
  switch (expected.type) {
    case 'enrolment.issued': {
      const person = loadPerson(db, expected.data.personId);
      if (!person) return outdated('The person does not exist.');
      if (hadKey(db, person.id) !== expected.data.reset) return outdated(`${shownName(person)} got a first key since.`);
      const answer = issueCodeTo(context, person);
      return answer.ok ? null : answer.error;
    }
    case 'recovery.issued': {
      const answer = issueNewKit(context, () => null);
      return answer.ok ? null : answer.error;
    }
    default:
      return record(context, expected, decide(context, actor, expected));
  }
}

function decide({ db, rules }: Writing, actor: Person, fact: PlainFact): Verdict {
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

function record(context: Writing, expected: PlainFact, verdict: Verdict): Refusal | null {
  if (typeof verdict === 'string') return outdated(`This cannot be done any more: ${verdict}.`);
  if (!verdict.ok) return verdict.refusal;
  const [first] = verdict.facts;
  if (!first) return outdated('It has been done already.');
  const otherwise = differences(expected, first);
  if (otherwise !== null) return outdated(`It would do something else now: ${otherwise}.`);
  context.commit(verdict.facts);
  if (first.type === 'person.created') context.commit(firstKey(context, first.data.id));
  return null;
}

type PlainFact = Exclude<ExpectedFact, { readonly type: 'enrolment.issued' | 'recovery.issued' }>;

// Everybody and every group whose change can make requests stuck or free them.
function concernedBy(context: Writing, { type, data }: RuleChange): string[] {
  switch (type) {
    case 'person.updated':
    case 'person.enabled':
      return principalsOf(context, data.id);
    case 'group.updated':
      return [data.id];
    default:
      return [];
  }
}

function outdated(why: string): Refusal {
  return refusal('STALE', `Nothing was changed, for this proposal no longer fits the desk as it is. ${why}`);
}
