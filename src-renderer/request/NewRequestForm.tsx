import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { AccessRequest, RequestPreview } from '#contract/requests.ts';
import { call, desk } from '../app/desk.ts';
import { previewQuery } from '../app/queries/requests.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { DurationField } from '../ui/DurationField.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { duration } from '../ui/time.ts';
import { AccountField } from './AccountField.tsx';
import { DurationChoices } from './DurationChoices.tsx';
import classes from './NewRequestPage.module.css';
import { fieldsOf, missingPaperwork, mistakesIn, type NewRequestValues, previewOf, submission } from './newRequest.ts';
import { OnBehalfOf } from './OnBehalfOf.tsx';
import { Preview } from './Preview.tsx';
import { useAccountsOn, useInventory } from './useInventory.ts';

const limitWords = ({
  minSeconds,
  maxSeconds,
}: {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}): string =>
  minSeconds <= 1 ? `Up to ${duration(maxSeconds)}` : `Between ${duration(minSeconds)} and ${duration(maxSeconds)}`;

interface NewRequestFormProps {
  readonly initial: NewRequestValues;
  /** The closed request that is filed again, if there is one. */
  readonly before: AccessRequest | undefined;
}

/** The form at the left, and at the right what would become of it. What the desk would refuse is said before anything is filed. */
export function NewRequestForm({ initial, before }: NewRequestFormProps) {
  const navigate = useNavigate();
  const me = useMe();
  const policyNow = useRef<RequestPreview['policy']>(null);
  const form = useForm<NewRequestValues>({
    initialValues: initial,
    validate: (now) => ({ ...missingPaperwork(now, policyNow.current), ...mistakesIn(now) }),
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
  useEffect(() => {
    policyNow.current = policy;
  }, [policy]);
  const limits = policy?.duration;
  // An answer about what was typed before says nothing about what is there now.
  const settled = asked === askable && !preview.isPlaceholderData && !preview.isFetching;
  const refused = settled ? (shown?.refusal ?? null) : null;
  const foreseen = fieldsOf(refused);

  // Nobody is shown the inventory, or waits for it, before they look for something.
  const [looked, setLooked] = useState(false);
  const inventory = useInventory(resource, looked);
  const onResource = useAccountsOn(resource, looked);

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

  const own = useRef<HTMLFormElement>(null);
  const whyNot = useId();
  const goToMistake = () => own.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  const stop = (errors: FormErrors) => {
    // Only what is drawn can have the focus.
    flushSync(() => form.setErrors(errors));
    goToMistake();
  };
  const send = (sent: NewRequestValues) => (refused === null ? submit.mutate(sent) : goToMistake());
  const input = (field: keyof NewRequestValues) => ({
    ...form.getInputProps(field),
    error: form.errors[field] ?? foreseen[field],
  });

  return (
    <div className={classes.columns}>
      <form ref={own} className={classes.form} onSubmit={form.onSubmit(send, stop)} noValidate>
        {before === undefined ? null : (
          <p className={classes.again}>
            This is what request <span className="tabular">#{before.number}</span> asked for. Change what is different
            now; it is filed as a new request.
          </p>
        )}
        <div className={classes.pair}>
          <AccountField
            label="Resource"
            description="The machine, database or service"
            placeholder="prod-orders-db"
            value={resource}
            onValue={(typed) => form.setFieldValue('resource', typed)}
            onBlur={() => form.validateField('resource')}
            error={form.errors.resource}
            accounts={inventory}
            onPick={(picked) => {
              form.setFieldValue('resource', picked.resource);
              form.setFieldValue('account', picked.account);
            }}
            onOpened={() => setLooked(true)}
            focused
          />
          <AccountField
            label="Account"
            description="The account to use on it"
            placeholder="postgres"
            value={account}
            onValue={(typed) => form.setFieldValue('account', typed)}
            onBlur={() => form.validateField('account')}
            error={form.errors.account ?? foreseen.account}
            accounts={onResource}
            onPick={(picked) => form.setFieldValue('account', picked.account)}
            onOpened={() => setLooked(true)}
          />
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
            error={form.errors.durationSeconds ?? foreseen.durationSeconds}
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
          {...input('justification')}
        />
        <TextInput
          label="Ticket"
          description={policy?.requireTicket === true ? 'Needed by the policy.' : 'If there is one.'}
          required={policy?.requireTicket === true}
          classNames={{ input: 'mono' }}
          {...input('ticket')}
        />
        {me !== null && administers(me) ? (
          <OnBehalfOf
            me={me}
            value={requesterId}
            onChange={(id) => form.setFieldValue('requesterId', id)}
            error={form.errors.requesterId ?? foreseen.requesterId}
          />
        ) : null}
        {submit.error === null ? null : <RefusalNote refusal={submit.error.refusal} />}
        <div className={classes.send}>
          <Button
            type="submit"
            loading={submit.isPending}
            {...(refused === null ? {} : { 'aria-describedby': whyNot })}
          >
            File the request
          </Button>
          {refused === null ? null : (
            <span id={whyNot} className="dim">
              As it stands it would be refused; “What will happen” says why.
            </span>
          )}
        </div>
      </form>
      <Preview preview={shown} refusal={asked === null ? undefined : preview.error?.refusal} values={values} />
    </div>
  );
}
