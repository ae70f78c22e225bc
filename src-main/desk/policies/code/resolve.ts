import type { PolicyRules, Ref } from '#contract/policies.ts';
import type { PolicySetProblem } from '#contract/policySet.ts';
import { t } from '#texts/texts.ts';
import type { WantedPolicy } from '../../../engine/policy/plan.ts';
import { fold } from '../../../engine/text/fold.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { findGroupByName } from '../../../store/queries/groups.ts';
import { findByUsername } from '../../../store/queries/people.ts';
import type { NamedRef } from './document.ts';
import type { ReadPolicy } from './read.ts';

/** Policies with ids instead of names, and the names that lead to nobody. */
export interface Resolved {
  readonly wanted: readonly WantedPolicy[];
  readonly problems: readonly PolicySetProblem[];
}

/** Looks up the people and groups of a file by their present names. */
export function resolveNames(db: ReadDb, policies: readonly ReadPolicy[]): Resolved {
  const find = finder(db);
  const problems: PolicySetProblem[] = [];
  const wanted = policies.flatMap((policy): WantedPolicy[] => {
    const before = problems.length;
    const { steps, bypass, status, ...fields } = policy.entry;
    const resolve = (refs: readonly NamedRef[], ...path: readonly PropertyKey[]): Ref[] =>
      refs.flatMap((ref, index) => {
        const found = find(ref);
        if (!found) problems.push({ line: policy.lineOf([...path, index]), message: unknown(ref) });
        return found ?? [];
      });
    const rules: PolicyRules = {
      ...fields,
      steps: steps.map((step, index) => ({
        ...step,
        approvers: resolve(step.approvers, 'steps', index, 'approvers'),
      })),
      bypass: bypass && { bypassers: resolve(bypass.bypassers, 'bypass', 'bypassers') },
    };
    return problems.length > before ? [] : [{ line: policy.line, status, rules }];
  });
  return { wanted, problems };
}

function unknown(ref: NamedRef): string {
  return 'person' in ref
    ? t('policyFile.unknownPerson', { username: ref.person })
    : t('policyFile.unknownGroup', { name: ref.group });
}

function finder(db: ReadDb): (ref: NamedRef) => Ref | null {
  const known = new Map<string, Ref | null>();
  return (ref) => {
    const key = 'person' in ref ? `person ${fold(ref.person)}` : `group ${fold(ref.group)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const looked = 'person' in ref ? personRef(db, ref.person) : groupRef(db, ref.group);
    known.set(key, looked);
    return looked;
  };
}

function personRef(db: ReadDb, username: string): Ref | null {
  const person = findByUsername(db, fold(username));
  return person ? { kind: 'person', id: person.id } : null;
}

function groupRef(db: ReadDb, name: string): Ref | null {
  const id = findGroupByName(db, fold(name));
  return id === undefined ? null : { kind: 'group', id };
}
