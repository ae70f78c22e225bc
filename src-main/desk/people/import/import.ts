import { eventCatalogue, type Fact } from '#contract/events.ts';
import { MAX_GROUP_MEMBERS } from '#contract/groups.ts';
import { type ImportPlan, type ImportRow, peopleInputs } from '#contract/people.ts';
import { type PersonId, personId } from '#contract/scalars.ts';
import type { Outcome } from '../../../engine/outcome.ts';
import { createPerson, updateGroup } from '../../../engine/people/commands.ts';
import { type PlannedImport, type PlannedRow, planImport } from '../../../engine/people/import.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { peopleSequence } from '../../../store/queries/desk.ts';
import { changedSince, refuseAlikeRows, refuseImport } from '../../importing/refusals.ts';
import { ok, reads, refuse, type Writing, writes } from '../../kernel/usecase.ts';
import { principalsOf, reassessFor } from '../../requests/reassess.ts';
import { firstKey } from '../keys.ts';
import { readPeople } from './read.ts';
import { type Groups, loadState } from './state.ts';

interface Prepared extends PlannedImport {
  /** The newest event about people or groups when the plan was made. */
  readonly sequence: number;
  readonly groups: Groups;
}

/** What a file would change now. */
function prepare(db: ReadDb, csv: string): Prepared {
  const file = readPeople(csv);
  const state = loadState(db, file.rows);
  const plan = planImport(file.rows, { ...state, groupLimit: MAX_GROUP_MEMBERS });
  const problems = [...file.problems, ...plan.problems].sort((a, b) => a.line - b.line);
  return { rows: plan.rows, problems, alike: plan.alike, groups: state.groups, sequence: peopleSequence(db) };
}

function viewPlan({ rows, problems, alike, sequence }: Prepared): ImportPlan {
  const count = (action: ImportRow['action']) => rows.filter((row) => row.action === action).length;
  return {
    rows: rows.map(({ line, username, action, changes }) => ({ line, username, action, changes })),
    problems,
    alike,
    sequence,
    created: count('create'),
    updated: count('update'),
    unchanged: count('unchanged'),
  };
}

// Planned in this same transaction, so it cannot be refused.
function factsOf(outcome: Outcome): readonly Fact[] {
  if (!outcome.ok) throw new TypeError(`What was planned is refused: ${outcome.refusal.message}`);
  return outcome.facts;
}

/** Records a plan without problems. The importer's own row comes last: it may take the admin role that the other rows need. */
function carryOut(context: Writing, { rows, groups }: Prepared): void {
  const joining = new Map<string, PersonId[]>();
  const changed: PersonId[] = [];
  const own: Fact[] = [];
  for (const row of rows) {
    const id = row.person?.id ?? createFrom(context, row);
    if (id === context.person.id) own.push(...row.facts);
    else context.commit(row.facts);
    if (row.facts.length > 0) changed.push(id);
    for (const group of row.joins) joining.set(group, [...(joining.get(group) ?? []), id]);
  }
  for (const group of groups.values()) {
    const joiners = joining.get(group.id) ?? [];
    context.commit(factsOf(updateGroup(group, { memberIds: [...group.memberIds, ...joiners] }, false)));
  }
  context.commit(own);
  reassessFor(context, [...new Set([...joining.keys(), ...changed.flatMap((id) => principalsOf(context, id))])]);
}

function createFrom(context: Writing, { row: { username, name, email, role } }: PlannedRow): PersonId {
  const id = personId.parse(context.newId());
  context.commit(factsOf(createPerson({ id, username, name, email, role }, false)));
  context.commit(firstKey(context, id));
  return id;
}

export const peopleImport = {
  checkImport: reads(peopleInputs.checkImport, { roles: eventCatalogue['person.created'].roles }, ({ db }, { csv }) =>
    ok(viewPlan(prepare(db, csv))),
  ),
  import: writes(
    peopleInputs.import,
    { roles: eventCatalogue['person.created'].roles },
    (context, { csv, sequence, evenIfAlike }) => {
      const { db } = context;
      const prepared = prepare(db, csv);
      const [problem] = prepared.problems;
      if (problem) return refuse(refuseImport(prepared.problems, problem));
      if (sequence !== undefined && sequence !== prepared.sequence) return refuse(changedSince('people'));
      const [alike] = evenIfAlike ? [] : prepared.alike;
      if (alike) return refuse(refuseAlikeRows(prepared.alike, alike));
      carryOut(context, prepared);
      return ok(viewPlan(prepared));
    },
  ),
};
