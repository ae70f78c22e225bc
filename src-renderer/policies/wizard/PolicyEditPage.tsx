import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Policy } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';
import { call, desk, ProposedError } from '../../app/desk.ts';
import { policyQuery } from '../../app/queries/policies.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { type PolicyValues, toInput, valuesFrom, valuesOf } from './form.ts';
import { Resume } from './Resume.tsx';
import { useKeep } from './useKeep.ts';
import { usePolicyForm, withImpact } from './usePolicyForm.ts';
import { usePolicyImpact } from './usePolicyImpact.ts';
import { useSaving } from './useSaving.ts';
import { Wizard } from './Wizard.tsx';

const route = getRouteApi('/policies/$policyId/edit');

/** Edits a policy in the steps of the wizard. */
export function PolicyEditPage(): ReactNode {
  const { policyId } = route.useParams();
  const { data: policy, error } = useQuery(policyQuery(policyId));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (policy === undefined) return <SkeletonRows count={8} height={64} />;
  return (
    <Resume key={policy.id} policyId={policy.id} version={policy.version}>
      {(kept) => (
        <EditWizard policy={policy} initial={() => (kept === null ? valuesOf(policy) : valuesFrom(kept.draft))} />
      )}
    </Resume>
  );
}

function EditWizard({ policy, initial }: { readonly policy: Policy; readonly initial: () => PolicyValues }) {
  const { step = 'configuration' } = route.useSearch();
  const navigate = useNavigate();
  // If another admin saves meanwhile, this save must be refused as stale, not overwrite theirs.
  const [base] = useState({ policyId: policy.id, version: policy.version });
  const typed = usePolicyForm(initial);
  const impact = usePolicyImpact(typed.values, policy.id);
  const form = withImpact(typed, impact);
  const drop = useKeep(typed.values, base);
  const goTo = (to: typeof step) =>
    void navigate({ to: '/policies/$policyId/edit', params: { policyId: policy.id }, search: { step: to } });
  const leave = async () => {
    await drop();
    await navigate({ to: '/policies', search: { policy: policy.id } });
  };
  const update = useMutation({
    mutationFn: () => call(desk.policies.update, { ...toInput(form.values), id: policy.id, version: base.version }),
    onSuccess: leave,
    onError: (error) => (error instanceof ProposedError ? drop() : undefined),
  });
  return (
    <Wizard
      title={t('policies.wizard.edit', { name: policy.name })}
      form={form}
      impact={impact}
      step={step}
      onStep={goTo}
      onSave={useSaving(form, update, goTo)}
      onLeave={leave}
      saving={update.isPending}
      save={t('policies.wizard.saveVersion')}
      refusal={update.error?.refusal}
      replaces={policy.id}
    />
  );
}
