import { Button, Group, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { desk } from '../app/desk.ts';
import { sessionQuery, settingsQuery } from '../app/queries/workspace.ts';
import { type PassphraseAsked, usePassphraseAsked } from '../app/questions.ts';
import { escapeStaysHere, PassphraseField, takeFrom } from '../ui/PassphraseField.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { duration } from '../ui/time.ts';
import classes from './signin.module.css';
import { useSecretCall, useWait } from './useSecretCall.ts';
import { SignInRefusal, Wait } from './Wait.tsx';

interface PassphraseAgainProps {
  readonly me: Person;
}

/** Asks for the passphrase when a call needs it first; the call then goes on. Other screens do not know of it. */
export function PassphraseAgain({ me }: PassphraseAgainProps) {
  const asked = usePassphraseAsked();
  return asked === null ? null : <Question me={me} asked={asked} />;
}

function Question({ me, asked }: PassphraseAgainProps & { readonly asked: PassphraseAsked }) {
  const cache = useQueryClient();
  const { data: settings } = useQuery(settingsQuery());
  const field = useRef<HTMLInputElement>(null);
  const { pending, refusal, run, reset } = useSecretCall();
  const wait = useWait(refusal?.retryAt);
  const cancel = () => asked.settle(false);
  const person = { name: me.name, username: me.username, role: t(`common.role.${me.role}`) };
  const parts = { b: <span className="strong" /> };

  const submit = async () => {
    if (pending || wait > 0) return;
    if (field.current?.value === '') return field.current.focus();
    const answer = await run(() => desk.session.confirm({ passphrase: takeFrom(field) }));
    if (!answer.ok) return field.current?.focus();
    cache.setQueryData(sessionQuery().queryKey, answer.result);
    asked.settle(true);
  };

  return (
    <Modal
      opened
      onClose={cancel}
      centered
      // It may open above the dialog whose confirmation made the call.
      zIndex={400}
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') cancel();
        }}
      >
        <Modal.Title>{t('signin.confirm.title')}</Modal.Title>
        <p>
          {settings === undefined ? (
            <Sentence text="signin.confirm.explanationAWhile" values={person} parts={parts} />
          ) : (
            <Sentence
              text="signin.confirm.explanation"
              values={{ ...person, time: duration(settings.confirmAfterMinutes * 60) }}
              parts={parts}
            />
          )}
        </p>
        <PassphraseField
          label={t('signin.passphrase')}
          field={field}
          error={refusal?.fields?.passphrase}
          onTyped={() => {
            if (wait === 0) reset();
          }}
          keepsEscape
        />
        <SignInRefusal refusal={refusal} />
        <Wait seconds={wait} />
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel} {...escapeStaysHere}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={pending} disabled={wait > 0} {...escapeStaysHere}>
            {t('signin.confirm.submit')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
