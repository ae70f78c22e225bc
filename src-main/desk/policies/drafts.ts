import { draftInputs, type KeptDraft } from '#contract/drafts.ts';
import { policyImpactInputs } from '#contract/policyImpact.ts';
import type { Refusal } from '#contract/refusal.ts';
import { type WhatIfId, whatIfId } from '#contract/scalars.ts';
import { whatIfInputs } from '#contract/whatIf.ts';
import { t } from '#texts/texts.ts';
import { invalid, refusal } from '../../engine/outcome.ts';
import { whyNoQuorum } from '../../engine/policy/check.ts';
import type { ReadDb } from '../../store/connection.ts';
import { dropDraft, loadDraft, saveDraft } from '../../store/queries/drafts.ts';
import { kindOfId } from '../../store/queries/ids.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { notFound, otherKind } from '../kernel/lookup.ts';
import { ok, paged, reads, refuse, writes } from '../kernel/usecase.ts';
import { readDraft } from './impact/draft.ts';
import { directoryOf } from './load.ts';

const POLICY_WRITERS = { roles: ['admin'] } as const;

function noSuchWhatIf(db: ReadDb, id: WhatIfId): Refusal {
  return kindOfId(db, id) === null
    ? refusal('NOT_FOUND', t('desk.policies.whatIfGone'))
    : invalid({ id: t('desk.policies.notWhatIf') });
}

/** What admins do with a draft of a policy. A draft is not a fact: no event records it, and only its author sees it. */
export const policyDrafts = {
  saveDraft: writes(
    draftInputs.saveDraft,
    POLICY_WRITERS,
    ({ db, person, now }, { policyId, version = null, draft }) => {
      const wrong = otherKind(db, 'policy', policyId, 'policyId');
      if (wrong) return refuse(wrong);
      const kept: KeptDraft = { draft, version, savedAt: now.at };
      saveDraft(db, { personId: person.id, policyId: policyId ?? '' }, kept);
      return ok(kept);
    },
  ),
  loadDraft: reads(draftInputs.loadDraft, POLICY_WRITERS, ({ db, person }, { policyId }) => {
    const wrong = otherKind(db, 'policy', policyId, 'policyId');
    return wrong
      ? refuse(wrong)
      : ok({ kept: loadDraft(db, { personId: person.id, policyId: policyId ?? '' }) ?? null });
  }),
  dropDraft: writes(draftInputs.dropDraft, POLICY_WRITERS, ({ db, person }, { policyId }) => {
    const wrong = otherKind(db, 'policy', policyId, 'policyId');
    if (wrong) return refuse(wrong);
    dropDraft(db, { personId: person.id, policyId: policyId ?? '' });
    return ok({});
  }),
  foresee: reads(
    policyImpactInputs.foresee,
    POLICY_WRITERS,
    async ({ core, db }, { draft, replaces = null, examples }) => {
      if (replaces !== null && !loadPolicy(db, replaces)) return refuse(notFound(db, 'policy', replaces, 'replaces'));
      return ok(await core.jobs.previewPolicy({ draft, replaces, examples }));
    },
  ),
  startWhatIf: reads(whatIfInputs.startWhatIf, POLICY_WRITERS, ({ core, db, now, person }, input) => {
    const { draft, replaces = null, submittedFrom = null, submittedTo = null } = input;
    if (replaces !== null && !loadPolicy(db, replaces)) return refuse(notFound(db, 'policy', replaces, 'replaces'));
    const { fields, rules } = readDraft(db, draft, replaces);
    const wrong = Object.entries(fields).map(([path, sentence]) => [`draft.${path}`, sentence]);
    if (wrong.length > 0) return refuse(invalid(Object.fromEntries(wrong)));
    const impossible = whyNoQuorum(rules, directoryOf(db, rules));
    if (impossible) return refuse(impossible);
    const id = whatIfId.parse(core.environment.id(now.at));
    core.jobs.startWhatIf(person.id, id, { draft, replaces, submittedFrom, submittedTo, now: now.at });
    return ok({ id });
  }),
  whatIf: reads(whatIfInputs.whatIf, POLICY_WRITERS, ({ core, db, person }, { id }) => {
    const run = core.jobs.findWhatIf(person.id, id);
    return run ? ok({ id, ...run.progress() }) : refuse(noSuchWhatIf(db, id));
  }),
  cancelWhatIf: reads(whatIfInputs.cancelWhatIf, POLICY_WRITERS, async ({ core, db, person }, { id }) => {
    const run = core.jobs.findWhatIf(person.id, id);
    return run ? ok({ id, ...(await run.cancel()) }) : refuse(noSuchWhatIf(db, id));
  }),
  whatIfRequests: reads(whatIfInputs.whatIfRequests, POLICY_WRITERS, async ({ core, db, person }, { id, ...asked }) => {
    const run = core.jobs.findWhatIf(person.id, id);
    return run ? paged(await run.page(asked)) : refuse(noSuchWhatIf(db, id));
  }),
};
