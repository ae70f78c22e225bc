import type { Refusal } from '#contract/refusal.ts';
import { type WhatIfId, whatIfId } from '#contract/scalars.ts';
import { whatIfInputs } from '#contract/whatIf.ts';
import { invalid, refusal } from '../../../engine/outcome.ts';
import { whyNoQuorum } from '../../../engine/policy/check.ts';
import type { ReadDb } from '../../../store/connection.ts';
import { kindOfId } from '../../../store/queries/ids.ts';
import { loadPolicy } from '../../../store/queries/policies.ts';
import { notFound } from '../../lookup.ts';
import { ok, paged, reads, refuse } from '../../usecase.ts';
import { readDraft } from '../impact/draft.ts';
import { directoryOf } from '../load.ts';

/** Who may look back: whoever may write policies. */
const POLICY_WRITERS = { roles: ['admin'] } as const;

function gone(db: ReadDb, id: WhatIfId): Refusal {
  return kindOfId(db, id) === null
    ? refusal('NOT_FOUND', 'This what-if is not kept any more. Run it again.')
    : invalid({ id: 'This is the id of something else, not of a what-if.' });
}

export const policyWhatIf = {
  startWhatIf: reads(whatIfInputs.startWhatIf, POLICY_WRITERS, ({ core, db, now, person }, input) => {
    const { draft, replaces = null, submittedFrom = null, submittedTo = null } = input;
    if (replaces !== null && !loadPolicy(db, replaces)) return refuse(notFound(db, 'policy', replaces, 'replaces'));
    const { fields, rules } = readDraft(db, draft, replaces);
    const wrong = Object.entries(fields).map(([path, sentence]) => [`draft.${path}`, sentence]);
    if (wrong.length > 0) return refuse(invalid(Object.fromEntries(wrong)));
    const impossible = whyNoQuorum(rules, directoryOf(db, rules));
    if (impossible) return refuse(impossible);
    const id = whatIfId.parse(core.environment.id(now.at));
    core.startWhatIf(person.id, id, { draft, replaces, submittedFrom, submittedTo, now: now.at });
    return ok({ id });
  }),
  whatIf: reads(whatIfInputs.whatIf, POLICY_WRITERS, ({ core, db, person }, { id }) => {
    const run = core.whatIfRuns.find(person.id, id);
    return run ? ok({ id, ...run.progress() }) : refuse(gone(db, id));
  }),
  cancelWhatIf: reads(whatIfInputs.cancelWhatIf, POLICY_WRITERS, async ({ core, db, person }, { id }) => {
    const run = core.whatIfRuns.find(person.id, id);
    return run ? ok({ id, ...(await run.cancel()) }) : refuse(gone(db, id));
  }),
  whatIfRequests: reads(whatIfInputs.whatIfRequests, POLICY_WRITERS, async ({ core, db, person }, { id, ...asked }) => {
    const run = core.whatIfRuns.find(person.id, id);
    return run ? paged(await run.page(asked)) : refuse(gone(db, id));
  }),
};
