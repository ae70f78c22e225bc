import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Policy } from '../../../src-preload/contract/policies.ts';
import { call, desk } from '../../app/desk.ts';
import { policyQuery } from '../../app/queries.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { stepOf, toInput, valuesOf } from './form.ts';
import { usePolicyForm } from './usePolicyForm.ts';
import { Wizard } from './Wizard.tsx';

const route = getRouteApi('/policies/$policyId/edit');

/** Changes a policy in the same three steps that created it. */
export function PolicyEditPage(): ReactNode {
  const { policyId } = route.useParams();
  const { data: policy, error } = useQuery(policyQuery(policyId));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (policy === undefined) return <SkeletonRows count={8} height={64} />;
  return <EditWizard key={policy.id} policy={policy} />;
}

function EditWizard({ policy }: { readonly policy: Policy }) {
  const { step = 'configuration' } = route.useSearch();
  const navigate = useNavigate();
  const form = usePolicyForm(() => valuesOf(policy));
  // What somebody else saves meanwhile must be refused as stale, not overwritten.
  const [version] = useState(policy.version);
  const goTo = (to: typeof step) =>
    void navigate({ to: '/policies/$policyId/edit', params: { policyId: policy.id }, search: { step: to } });
  const leave = () => navigate({ to: '/policies', search: { policy: policy.id } });
  const update = useMutation({
    mutationFn: () => call(desk.policies.update, { ...toInput(form.values), id: policy.id, version }),
    onSuccess: leave,
    onError: ({ refusal }) => {
      if (refusal.fields === undefined) return;
      form.refuse(refusal.fields);
      const first = Object.keys(refusal.fields)[0];
      if (first !== undefined) goTo(stepOf(first));
    },
  });
  return (
    <Wizard
      title={`Edit ${policy.name}`}
      form={form}
      step={step}
      onStep={goTo}
      onSave={() => {
        if (form.showAll()) update.mutate();
        else goTo(stepOf(Object.keys(form.mistakes)[0] ?? ''));
      }}
      onLeave={() => void leave()}
      saving={update.isPending}
      save="Save as a new version"
      refusal={update.error?.refusal}
      editing
    />
  );
}
