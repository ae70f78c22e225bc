import { Button, Group, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Person } from '#contract/people.ts';
import { desk } from '../app/desk.ts';
import { type PassphraseAsked, useAsked } from '../app/passphraseAsked.ts';
import { sessionQuery, settingsQuery } from '../app/queries/workspace.ts';
import { escapeStaysHere, PassphraseField, takeFrom } from '../ui/PassphraseField.tsx';
import { counted } from '../ui/words.ts';
import { SignInRefusal } from './SignInRefusal.tsx';
import classes from './signin.module.css';
import { useSecretCall } from './useSecretCall.ts';
import { useWait } from './useWait.ts';
import { Wait } from './Wait.tsx';

interface PassphraseAgainProps {
  readonly me: Person;
}

/** Asks for the passphrase whenever a call wants it first; the call then goes on. No other screen knows of it. */
export function PassphraseAgain({ me }: PassphraseAgainProps) {
  const asked = useAsked();
  return asked === null ? null : <Question me={me} asked={asked} />;
}

function Question({ me, asked }: PassphraseAgainProps & { readonly asked: PassphraseAsked }) {
  const cache = useQueryClient();
  const { data: settings } = useQuery(settingsQuery());
  const field = useRef<HTMLInputElement>(null);
  const { pending, refusal, run, reset } = useSecretCall();
  const wait = useWait(refusal?.retryAt);
  const cancel = () => asked.settle(false);
  const given = settings === undefined ? 'a while' : counted(settings.confirmAfterMinutes, 'minute');

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
      // It may come up above the dialog in which somebody has just confirmed something.
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
        <Modal.Title>Your passphrase, please</Modal.Title>
        <p>
          You are <span className="strong">{me.name}</span> ({me.username}), {me.role}. What you do here is signed with
          your key, and your passphrase was last given more than {given} ago.
        </p>
        <PassphraseField
          label="Passphrase"
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
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={wait > 0} {...escapeStaysHere}>
            Go on
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
