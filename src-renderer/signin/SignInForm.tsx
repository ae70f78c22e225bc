import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { t } from '#texts/texts.ts';
import { desk } from '../app/desk.ts';
import { shownName } from '../ui/names.ts';
import { PassphraseField, takeFrom } from '../ui/PassphraseField.tsx';
import classes from './signin.module.css';
import { UsernameField } from './UsernameField.tsx';
import { useEnter, useSecretCall, useWait } from './useSecretCall.ts';
import { SignInRefusal, Wait } from './Wait.tsx';
import type { WayProps } from './WayButton.tsx';
import { WayButton } from './WayButton.tsx';

/** Signs in with username and passphrase. A person who locked the desk needs only the passphrase. */
export function SignInForm({ session, username, onUsername, onWay }: WayProps) {
  const name = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<string>();
  const [nameless, setNameless] = useState(false);
  const { pending, refusal, run, reset } = useSecretCall();
  const wait = useWait(refusal?.retryAt);
  const enter = useEnter(session);
  const locked = session.locked?.username === username ? session.locked : null;

  useEffect(() => (name.current?.value === '' ? name : field).current?.focus(), []);

  const submit = async () => {
    if (pending || wait > 0) return;
    setMissing(undefined);
    if (username.trim() === '') {
      setNameless(true);
      return name.current?.focus();
    }
    if (field.current?.value === '') {
      setMissing(t('signin.typePassphrase'));
      return field.current.focus();
    }
    const answer = await run(() => desk.session.signIn({ username, passphrase: takeFrom(field), confirmClock: true }));
    if (answer.ok) await enter(answer.result);
    else field.current?.focus();
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{locked === null ? t('signin.title') : t('signin.locked', { name: shownName(locked) })}</h2>
      <UsernameField
        field={name}
        username={username}
        onUsername={(typed) => {
          onUsername(typed);
          setNameless(false);
          reset();
        }}
        error={nameless ? t('signin.typeUsername') : refusal?.fields?.username}
      />
      <PassphraseField
        label={t('signin.passphrase')}
        field={field}
        error={missing ?? refusal?.fields?.passphrase}
        onTyped={() => {
          setMissing(undefined);
          // A refusal that has to be waited out stays in sight.
          if (wait === 0) reset();
        }}
      />
      <SignInRefusal refusal={refusal} />
      <Wait seconds={wait} />
      <Button type="submit" loading={pending} disabled={wait > 0} fullWidth>
        {t('signin.submit')}
      </Button>
      <div className={classes.ways}>
        {locked === null ? null : (
          <div className={classes.first}>
            <WayButton
              onPress={() => {
                onUsername('');
                reset();
                takeFrom(field);
                name.current?.focus();
              }}
            >
              {t('signin.other')}
            </WayButton>
          </div>
        )}
        <WayButton onPress={() => onWay('code')}>{t('signin.toCode')}</WayButton>
        <WayButton onPress={() => onWay('kit')}>{t('signin.toKit')}</WayButton>
      </div>
    </form>
  );
}
