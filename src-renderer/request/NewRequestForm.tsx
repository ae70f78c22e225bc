import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { AccessRequest, RequestPreview } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { call, desk } from '../app/desk.ts';
import { previewQuery } from '../app/queries/requests.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { DurationField } from '../ui/DurationField.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { AccountField } from './AccountField.tsx';
import { DurationChoices } from './DurationChoices.tsx';
import classes from './NewRequestPage.module.css';
import { fieldsOf, missingPaperwork, mistakesIn, type NewRequestValues, previewOf, submission } from './newRequest.ts';
import { OnBehalfOf } from './OnBehalfOf.tsx';
import { Preview } from './Preview.tsx';
import { useAccountsOn, useInventory } from './useInventory.ts';

function durationHelp(limits: { readonly minSeconds: number; readonly maxSeconds: number } | undefined): string {
  if (limits === undefined) return t('request.new.durationHelp');
  const most = duration(limits.maxSeconds);
  return limits.minSeconds <= 1
    ? t('request.new.durationUpTo', { most })
    : t('request.new.durationBetween', { least: duration(limits.minSeconds), most });
}

interface NewRequestFormProps {
  readonly initial: NewRequestValues;
  /** The closed request that is filed again, if there is one. */
  readonly before: AccessRequest | undefined;
}

/** The form at the left, and at the right its expected outcome: a refusal shows before anything is filed. */
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
  // An answer about earlier values says nothing about the current ones.
  const settled = asked === askable && !preview.isPlaceholderData && !preview.isFetching;
  const refused = settled ? (shown?.refusal ?? null) : null;
  const expected = fieldsOf(refused);

  // The inventory loads when the viewer first looks for something.
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
    // Only rendered fields can take the focus.
    flushSync(() => form.setErrors(errors));
    goToMistake();
  };
  const send = (sent: NewRequestValues) => (refused === null ? submit.mutate(sent) : goToMistake());
  const input = (field: keyof NewRequestValues) => ({
    ...form.getInputProps(field),
    error: form.errors[field] ?? expected[field],
  });

  return (
    <div className={classes.columns}>
      <form ref={own} className={classes.form} onSubmit={form.onSubmit(send, stop)} noValidate>
        {before === undefined ? null : (
          <p className={classes.again}>
            <Sentence
              text="request.new.again"
              values={{ number: before.number }}
              parts={{ number: <span className="tabular" /> }}
            />
          </p>
        )}
        <div className={classes.pair}>
          <AccountField
            label={t('request.new.resource')}
            description={t('request.new.resourceHelp')}
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
            label={t('request.new.account')}
            description={t('request.new.accountHelp')}
            placeholder="postgres"
            value={account}
            onValue={(typed) => form.setFieldValue('account', typed)}
            onBlur={() => form.validateField('account')}
            error={form.errors.account ?? expected.account}
            accounts={onResource}
            onPick={(picked) => form.setFieldValue('account', picked.account)}
            onOpened={() => setLooked(true)}
          />
        </div>
        <div>
          <DurationField
            label={t('request.new.duration')}
            description={durationHelp(limits)}
            seconds={values.durationSeconds}
            onSeconds={(seconds) => form.setFieldValue('durationSeconds', seconds)}
            onBlur={() => form.validateField('durationSeconds')}
            error={form.errors.durationSeconds ?? expected.durationSeconds}
            required
          />
          <DurationChoices
            {...(limits === undefined ? {} : { limits })}
            chosen={values.durationSeconds}
            onChoose={(seconds) => form.setFieldValue('durationSeconds', seconds)}
          />
        </div>
        <Textarea
          label={t('request.new.justification')}
          description={t(
            policy?.requireJustification === true
              ? 'request.new.justificationRequired'
              : 'request.new.justificationHelp',
          )}
          required={policy?.requireJustification === true}
          autosize
          minRows={3}
          maxRows={10}
          {...input('justification')}
        />
        <TextInput
          label={t('request.new.ticket')}
          description={t(policy?.requireTicket === true ? 'request.new.ticketRequired' : 'request.new.ticketHelp')}
          required={policy?.requireTicket === true}
          classNames={{ input: 'mono' }}
          {...input('ticket')}
        />
        {me !== null && administers(me) ? (
          <OnBehalfOf
            me={me}
            value={requesterId}
            onChange={(id) => form.setFieldValue('requesterId', id)}
            error={form.errors.requesterId ?? expected.requesterId}
          />
        ) : null}
        {submit.error === null ? null : <RefusalNote refusal={submit.error.refusal} />}
        <div className={classes.send}>
          <Button
            type="submit"
            loading={submit.isPending}
            {...(refused === null ? {} : { 'aria-describedby': whyNot })}
          >
            {t('request.new.submit')}
          </Button>
          {refused === null ? null : (
            <span id={whyNot} className="dim">
              {t('request.new.refused')}
            </span>
          )}
        </div>
      </form>
      <Preview preview={shown} refusal={asked === null ? undefined : preview.error?.refusal} values={values} />
    </div>
  );
}
