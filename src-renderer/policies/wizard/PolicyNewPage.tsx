import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import { call, desk, ProposedError } from '../../app/desk.ts';
import { emptyPolicy, type PolicyValues, toInput, valuesFrom } from './form.ts';
import { Resume } from './Resume.tsx';
import { useKeep } from './useKeep.ts';
import { usePolicyForm, withImpact } from './usePolicyForm.ts';
import { usePolicyImpact } from './usePolicyImpact.ts';
import { useSaving } from './useSaving.ts';
import { Wizard } from './Wizard.tsx';

const route = getRouteApi('/policies/new');

/** Creates a policy in the steps of the wizard. */
export function PolicyNewPage(): ReactNode {
  return (
    <Resume policyId={undefined}>
      {(kept) => <NewWizard initial={kept === null ? emptyPolicy : () => valuesFrom(kept.draft)} />}
    </Resume>
  );
}

function NewWizard({ initial }: { readonly initial: () => PolicyValues }) {
  const { step = 'configuration' } = route.useSearch();
  const navigate = useNavigate();
  const typed = usePolicyForm(initial);
  const impact = usePolicyImpact(typed.values);
  const form = withImpact(typed, impact);
  const drop = useKeep(typed.values);
  const goTo = (to: typeof step) => void navigate({ to: '/policies/new', search: { step: to } });
  const create = useMutation({
    mutationFn: () => call(desk.policies.create, toInput(form.values)),
    onSuccess: async (policy) => {
      await drop();
      await navigate({ to: '/policies', search: { policy: policy.id } });
    },
    onError: (error) => (error instanceof ProposedError ? drop() : undefined),
  });
  return (
    <Wizard
      title={t('policies.create')}
      form={form}
      impact={impact}
      step={step}
      onStep={goTo}
      onSave={useSaving(form, create, goTo)}
      onLeave={async () => {
        await drop();
        await navigate({ to: '/policies' });
      }}
      saving={create.isPending}
      save={t('policies.create')}
      refusal={create.error?.refusal}
    />
  );
}
