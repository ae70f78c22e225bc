import type { Ref } from '#contract/policies.ts';
import { MAX_SET_CHARACTERS, MAX_SET_POLICIES, policySetInputs } from '#contract/policySet.ts';
import type { Answer } from '#contract/refusal.ts';
import type { PolicyId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { invalid } from '../../../engine/outcome.ts';
import { refsOf } from '../../../engine/policy/check.ts';
import { fold } from '../../../engine/text/fold.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { loadDesk } from '../../../store/queries/desk.ts';
import { loadGroup } from '../../../store/queries/groups.ts';
import { loadPerson } from '../../../store/queries/people.ts';
import { listActivePolicies, loadPolicy } from '../../../store/queries/policies.ts';
import { notFound } from '../../kernel/lookup.ts';
import { ok, reads, refuse } from '../../kernel/usecase.ts';
import { policiesPage } from '../../wording/printedPages.ts';
import { namesIn } from '../load.ts';
import { POLICY_READERS } from '../view.ts';
import { type WrittenPolicy, writeSet } from './write.ts';

interface Exported {
  readonly yaml: string;
  readonly policies: number;
}

/** These policies, or all active ones, as a policy set sorted by name. */
function exportSet(db: ReadDb, ids: readonly PolicyId[] | undefined): Answer<Exported> {
  const chosen = ids === undefined ? ok(allActive(db)) : theseOf(db, ids);
  if (!chosen.ok) return chosen;
  const policies = [...chosen.result].sort((a, b) => (fold(a.rules.name) < fold(b.rules.name) ? -1 : 1));
  const yaml = writeSet(policies, (ref) => currentName(db, ref) ?? ref.id, loadDesk(db)?.kind === 'training');
  return policies.length > MAX_SET_POLICIES || yaml.length > MAX_SET_CHARACTERS
    ? refuse(
        invalid({
          ids: t('policyFile.tooManyToExport', { policies: MAX_SET_POLICIES, characters: MAX_SET_CHARACTERS }),
        }),
      )
    : ok({ yaml, policies: policies.length });
}

function allActive(db: ReadDb): WrittenPolicy[] {
  return listActivePolicies(db).map(({ rules }) => ({ status: 'active', rules }));
}

function theseOf(db: ReadDb, ids: readonly PolicyId[]): Answer<WrittenPolicy[]> {
  const found = new Map<PolicyId, WrittenPolicy>();
  for (const [index, id] of ids.entries()) {
    const policy = loadPolicy(db, id);
    if (!policy) return refuse(notFound(db, 'policy', id, `ids.${index}`));
    const { id: _, version: __, status, createdAt: ___, updatedAt: ____, ...rules } = policy;
    const gone = refsOf(rules).find((ref) => currentName(db, ref) === null);
    if (gone)
      return refuse(
        invalid({
          [`ids.${index}`]: t('policyFile.namesRemovedGroup', { name: rules.name, group: namesIn(db)(gone, 'within') }),
        }),
      );
    found.set(id, { status, rules });
  }
  return ok([...found.values()]);
}

// The name of a person or group in a file; null for a removed group, whose name another group may have now.
function currentName(db: ReadDb, ref: Ref): string | null {
  return (ref.kind === 'person' ? loadPerson(db, ref.id)?.username : loadGroup(db, ref.id)?.name) ?? null;
}

export const policyExport = {
  export: reads(policySetInputs.export, { roles: POLICY_READERS }, ({ db }, { ids }) => exportSet(db, ids)),
  /** The same on a printed page, from which it can be saved: the window downloads nothing. */
  saveExport: reads(policySetInputs.saveExport, { roles: POLICY_READERS }, ({ core, db, now }, { ids }) => {
    const exported = exportSet(db, ids);
    const desk = loadDesk(db);
    if (!exported.ok) return exported;
    if (!desk) throw new TypeError('A desk that is open has been founded.');
    const { yaml, policies } = exported.result;
    core.secureDisplay.show(policiesPage(desk, yaml, policies, now.at));
    return ok({ policies });
  }),
};
