import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call, desk } from '../../app/desk.ts';
import { emptyPolicy, stepOf, toInput } from './form.ts';
import { usePolicyForm } from './usePolicyForm.ts';
import { Wizard } from './Wizard.tsx';

const route = getRouteApi('/policies/new');

/** Creates a policy in the document's three steps. */
export function PolicyNewPage(): ReactNode {
  const { step = 'configuration' } = route.useSearch();
  const navigate = useNavigate();
  const form = usePolicyForm(emptyPolicy);
  const goTo = (to: typeof step) => void navigate({ to: '/policies/new', search: { step: to } });
  const create = useMutation({
    mutationFn: () => call(desk.policies.create, toInput(form.values)),
    onSuccess: (policy) => navigate({ to: '/policies', search: { policy: policy.id } }),
    onError: ({ refusal }) => {
      if (refusal.fields === undefined) return;
      form.refuse(refusal.fields);
      const first = Object.keys(refusal.fields)[0];
      if (first !== undefined) goTo(stepOf(first));
    },
  });
  return (
    <Wizard
      title="Create policy"
      form={form}
      step={step}
      onStep={goTo}
      onSave={() => {
        if (form.showAll()) create.mutate();
        else goTo(stepOf(Object.keys(form.mistakes)[0] ?? ''));
      }}
      onLeave={() => void navigate({ to: '/policies' })}
      saving={create.isPending}
      save="Create policy"
      refusal={create.error?.refusal}
      editing={false}
    />
  );
}
