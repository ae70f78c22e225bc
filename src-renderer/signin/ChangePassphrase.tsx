import { Button, Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { desk } from '../app/desk.ts';
import { sessionQuery } from '../app/queries/workspace.ts';
import { PassphraseField, takeFrom } from '../ui/PassphraseField.tsx';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import classes from './signin.module.css';
import { useNewPassphrase, wordsAbout } from './useNewPassphrase.ts';
import { useSecretCall, useWait } from './useSecretCall.ts';
import { SignInRefusal, Wait } from './Wait.tsx';

interface ChangePassphraseProps {
  readonly me: Person;
  readonly onClose: () => void;
}

/** Changes the passphrase of the person signed in; their key stays the same. */
export function ChangePassphrase({ me, onClose }: ChangePassphraseProps) {
  const cache = useQueryClient();
  const current = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<string>();
  const [done, setDone] = useState(false);
  const secret = useNewPassphrase(wordsAbout(me.username, me.name, me.email));
  const { pending, refusal, run, reset } = useSecretCall();
  const wait = useWait(refusal?.retryAt);

  const typed = () => {
    setMissing(undefined);
    if (wait === 0) reset();
  };
  const submit = async () => {
    if (pending || wait > 0) return;
    const strong = await secret.check();
    if (current.current?.value === '') {
      setMissing(t('signin.change.typeCurrent'));
      return current.current.focus();
    }
    if (!strong) return;
    const answer = await run(() =>
      desk.session.changePassphrase({ passphrase: takeFrom(current), newPassphrase: secret.take() }),
    );
    if (!answer.ok) return current.current?.focus();
    cache.setQueryData(sessionQuery().queryKey, answer.result);
    setDone(true);
  };

  if (done)
    return (
      <Modal opened onClose={onClose} title={t('signin.change.done')} centered>
        <p className={classes.plain}>{t('signin.change.doneExplanation')}</p>
        <Group justify="flex-end" mt="lg">
          <Button onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
        </Group>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={t('signin.change.title')} centered>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PassphraseField
          label={t('signin.change.current')}
          field={current}
          error={missing ?? refusal?.fields?.passphrase}
          onTyped={typed}
        />
        <NewPassphraseFields
          label={t('signin.newPassphrase')}
          secret={secret}
          refused={refusal?.fields?.newPassphrase}
          onTyped={typed}
        />
        <SignInRefusal refusal={refusal} />
        <Wait seconds={wait} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.back')}
          </Button>
          <Button type="submit" loading={pending} disabled={wait > 0}>
            {t('signin.change.submit')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
