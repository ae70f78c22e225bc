import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useId, useMemo } from 'react';
import { call, desk } from '../app/desk.ts';
import { previewQuery } from '../app/queries.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { DurationField } from '../ui/DurationField.tsx';
import { Page } from '../ui/Page.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { inWords } from '../ui/time.ts';
import { DurationChoices } from './DurationChoices.tsx';
import { Hints } from './Hints.tsx';
import classes from './NewRequestPage.module.css';
import { mistakesIn, type NewRequestValues, previewOf, submission } from './newRequest.ts';
import { OnBehalfOf } from './OnBehalfOf.tsx';
import { Preview } from './Preview.tsx';
import { useAccountHints } from './useAccountHints.ts';

const route = getRouteApi('/new');

const limitWords = ({
  minSeconds,
  maxSeconds,
}: {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}): string =>
  minSeconds <= 1 ? `Up to ${inWords(maxSeconds)}` : `Between ${inWords(minSeconds)} and ${inWords(maxSeconds)}`;

/** Asks for access: the form at the left, and at the right what would become of it. */
export function NewRequestPage(): ReactNode {
  const prefilled = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const form = useForm<NewRequestValues>({
    initialValues: {
      resource: prefilled.resource ?? '',
      account: prefilled.account ?? '',
      durationSeconds: 3_600,
      justification: '',
      ticket: '',
      requesterId: '',
    },
    validate: mistakesIn,
    validateInputOnBlur: true,
  });
  const { values } = form;
  const { resource, account, durationSeconds, requesterId } = values;

  const askable = useMemo(
    () => previewOf({ resource, account, durationSeconds, requesterId }),
    [resource, account, durationSeconds, requesterId],
  );
  const [asked] = useDebouncedValue(askable, 250);
  const preview = useQuery({ ...previewQuery(asked ?? { resource: '', account: '' }), enabled: asked !== null });
  const shown = asked === null ? undefined : preview.data;
  const policy = shown?.policy ?? null;
  const limits = policy?.duration;
  const hints = useAccountHints(resource);
  const [resourceHints, accountHints] = [useId(), useId()];

  const submit = useMutation({
    mutationFn: (sent: NewRequestValues) => call(desk.requests.submit, submission(sent)),
    onSuccess: (request) =>
      navigate(
        request.requester.id === me?.id
          ? { to: '/mine', search: { request: request.id, show: 'open' } }
          : { to: '/inbox', search: { request: request.id, show: 'open' } },
      ),
    onError: (error) => form.setErrors({ ...error.refusal.fields }),
  });

  return (
    <Page title="New request" lead="Ask for the use of one account on one resource, for a limited time.">
      <div className={classes.columns}>
        <form className={classes.form} onSubmit={form.onSubmit((sent) => submit.mutate(sent))} noValidate>
          <div className={classes.pair}>
            <TextInput
              label="Resource"
              description="The machine, database or service"
              placeholder="prod-orders-db"
              required
              classNames={{ input: 'mono' }}
              list={resourceHints}
              data-autofocus
              {...form.getInputProps('resource')}
            />
            <TextInput
              label="Account"
              description="The account to use on it"
              placeholder="postgres"
              required
              classNames={{ input: 'mono' }}
              list={accountHints}
              {...form.getInputProps('account')}
            />
            <Hints id={resourceHints} names={hints.resources} />
            <Hints id={accountHints} names={hints.accounts} />
          </div>
          <div>
            <DurationField
              label="For how long"
              description={
                limits === undefined
                  ? 'The clock starts when the last approval is given'
                  : `${limitWords(limits)}; the clock starts at the last approval`
              }
              seconds={values.durationSeconds}
              onSeconds={(seconds) => form.setFieldValue('durationSeconds', seconds)}
              onBlur={() => form.validateField('durationSeconds')}
              error={form.errors.durationSeconds}
              required
            />
            <DurationChoices
              {...(limits === undefined ? {} : { limits })}
              chosen={values.durationSeconds}
              onChoose={(seconds) => form.setFieldValue('durationSeconds', seconds)}
            />
          </div>
          <Textarea
            label="Justification"
            description={
              policy?.requireJustification === true
                ? 'Needed by the policy. Approvers decide by it: say what for, and why now.'
                : 'Approvers decide by it: say what for, and why now.'
            }
            required={policy?.requireJustification === true}
            autosize
            minRows={3}
            maxRows={10}
            {...form.getInputProps('justification')}
          />
          <TextInput
            label="Ticket"
            description={policy?.requireTicket === true ? 'Needed by the policy.' : 'If there is one.'}
            required={policy?.requireTicket === true}
            classNames={{ input: 'mono' }}
            {...form.getInputProps('ticket')}
          />
          {me !== null && administers(me) ? (
            <OnBehalfOf
              me={me}
              value={values.requesterId}
              onChange={(id) => form.setFieldValue('requesterId', id)}
              error={form.errors.requesterId}
            />
          ) : null}
          {submit.error === null ? null : <RefusalNote refusal={submit.error.refusal} />}
          <div>
            <Button type="submit" loading={submit.isPending}>
              File the request
            </Button>
          </div>
        </form>
        <Preview preview={shown} refusal={asked === null ? undefined : preview.error?.refusal} values={values} />
      </div>
    </Page>
  );
}
