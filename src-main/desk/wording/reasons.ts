import type { Grant } from '#contract/grants.ts';
import type { PolicyRules } from '#contract/policies.ts';
import type { RecordedReason } from '#contract/reasons.ts';
import type { GrantId, PersonId, PolicyId } from '#contract/scalars.ts';
import { shownName } from '../../engine/people/directory.ts';
import { isCode, reasonIn } from '../../engine/reason/form.ts';
import { reasonSentence } from '../../engine/reason/words.ts';
import { readReason } from '../../ledger/read.ts';
import type { ReadDb } from '../../store/connection.ts';
import { eventAt } from '../../store/queries/event.ts';
import { listRevocations } from '../../store/queries/grants.ts';
import { loadPersonName } from '../../store/queries/people.ts';
import { loadPolicyNames, type PolicyVersionKey, policyVersionKey } from '../../store/queries/policies.ts';
import type { LoadedRequest } from '../../store/queries/requestState.ts';

/** What a reason cites by number: steps and conditions of the policy version that its request follows. */
type Numbered = Pick<PolicyRules, 'steps' | 'conditions'>;

/** The sentence for a recorded reason. `rules` are those of the request that it is about, if there is one. */
export type ReasonText = (recorded: string, rules?: Numbered) => string;

const NO_RULES: Numbered = { steps: [], conditions: [] };

/**
 * The sentences for recorded reasons; the names in them are loaded together. A reason that was recorded as a sentence (rules 1), or cannot
 * be read, stays as it is. Pass only reasons that the desk itself recorded: see {@link reasonIn}.
 */
export function reasonTexts(db: ReadDb, recorded: Iterable<string | null>): ReasonText {
  const codes = new Map<string, RecordedReason>();
  for (const text of recorded) {
    const code = text === null || codes.has(text) ? null : readReason(text);
    if (text !== null && code) codes.set(text, code);
  }
  const people = new Map<PersonId, string>();
  const policies: PolicyVersionKey[] = [];
  for (const code of codes.values()) {
    if ('person' in code && !people.has(code.person)) people.set(code.person, nameIn(db, code.person));
    if ('policy' in code) policies.push({ id: code.policy, version: code.version });
  }
  const policyNames = policies.length === 0 ? new Map<string, string>() : loadPolicyNames(db, policies);
  const context = {
    nameOf: (id: PersonId): string => people.get(id) ?? id,
    policyNameOf: (id: PolicyId, version: number): string => policyNames.get(policyVersionKey({ id, version })) ?? id,
  };
  return (text, { steps, conditions } = NO_RULES) => {
    const code = codes.get(text);
    return code ? reasonSentence(code, { ...context, steps, conditions }) : text;
  };
}

function nameIn(db: ReadDb, id: PersonId): string {
  const person = loadPersonName(db, id);
  return person ? shownName(person) : id;
}

/** Whether the comment on a cancelled request is the desk's own. */
export function deskCancelled(db: ReadDb, { cancelComment, closedSequence }: LoadedRequest): boolean {
  if (cancelComment === null || closedSequence === null || !isCode(cancelComment)) return false;
  return reasonIn(eventAt(db, closedSequence)) === cancelComment;
}

/** Grants with the reason of their end as a sentence. */
export function grantsInWords(db: ReadDb, grants: readonly Grant[]): Grant[] {
  const coded = grants.filter(({ reason }) => reason !== null && isCode(reason));
  if (coded.length === 0) return [...grants];
  // A person may have written a text that looks like a code; the event says whether the desk wrote it.
  const own = new Map<GrantId, string>();
  for (const event of listRevocations(
    db,
    coded.map(({ id }) => id),
  )) {
    const recorded = reasonIn(event);
    if (event.type === 'grant.revoked' && recorded !== null) own.set(event.data.id, recorded);
  }
  const tell = reasonTexts(db, own.values());
  return grants.map((grant) => {
    const recorded = own.get(grant.id);
    return recorded === undefined ? grant : { ...grant, reason: tell(recorded) };
  });
}

/** A grant with the reason of its end as a sentence. */
export function grantInWords(db: ReadDb, grant: Grant): Grant {
  return grantsInWords(db, [grant])[0] ?? grant;
}
