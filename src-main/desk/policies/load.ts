import type { Policy, PolicyRules, Ref } from '#contract/policies.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { Directory } from '../../engine/people/directory.ts';
import { refsOf } from '../../engine/policy/check.ts';
import type { PolicyState } from '../../engine/policy/commands.ts';
import type { NameOf } from '../../engine/policy/difference.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDirectory } from '../../store/queries/directory.ts';
import { groupName, loadGroup } from '../../store/queries/groups.ts';
import { loadPerson } from '../../store/queries/people.ts';
import { findPolicyByName } from '../../store/queries/policies.ts';
import { notFound } from '../kernel/lookup.ts';

/** Refuses the first reference to a person or group that does not exist, with its field; null if all exist. */
export function unknownRef(db: ReadDb, { steps, bypass }: Pick<PolicyRules, 'steps' | 'bypass'>): Refusal | null {
  const lists: [string, readonly Ref[]][] = [
    ...steps.map(({ approvers }, index): [string, readonly Ref[]] => [`steps.${index}.approvers`, approvers]),
    ['bypass.bypassers', bypass?.bypassers ?? []],
  ];
  for (const [field, refs] of lists)
    for (const [index, ref] of refs.entries()) {
      const known = ref.kind === 'person' ? loadPerson(db, ref.id) : loadGroup(db, ref.id);
      if (!known) return notFound(db, ref.kind, ref.id, `${field}.${index}.id`);
    }
  return null;
}

/** The people and groups that a policy names. */
export function directoryOf(db: ReadDb, rules: Pick<PolicyRules, 'steps' | 'bypass'>): Directory {
  return loadDirectory(db, refsOf(rules), []);
}

/** Whether a policy other than `by` has this name; archived policies count. */
export function nameTaken(db: ReadDb, name: string, by: PolicyId | null): boolean {
  const namesake = findPolicyByName(db, fold(name));
  return namesake !== undefined && namesake !== by;
}

/** A policy as the engine changes it. */
export function stateOf({ id, version, status, createdAt: _, updatedAt: __, ...rules }: Policy): PolicyState {
  return { id, version, status, rules };
}

/** Names people and groups in sentences, removed ones too. Names are not unique, so the username goes with them. */
export function namesIn(db: ReadDb): NameOf {
  const known = new Map<string, string>();
  return (ref, place) => {
    const name = known.get(ref.id) ?? nameOf(db, ref);
    known.set(ref.id, name);
    if (ref.kind === 'person') return name;
    return place === 'first' ? t('engine.groupFirst', { name }) : t('engine.group', { name });
  };
}

function nameOf(db: ReadDb, ref: Ref): string {
  if (ref.kind === 'group') return groupName(db, ref.id) ?? ref.id;
  const person = loadPerson(db, ref.id);
  return person ? t('common.sharedName', { name: person.name, username: person.username }) : ref.id;
}
