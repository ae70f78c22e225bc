import { Button } from '@mantine/core';
import { t } from '#texts/texts.ts';
import { CodeField } from '../ui/CodeField.tsx';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import classes from './signin.module.css';
import { UsernameField } from './UsernameField.tsx';
import { useCodeForm } from './useCodeForm.ts';
import { SignInRefusal, Wait } from './Wait.tsx';
import type { WayProps } from './WayButton.tsx';
import { WayButton } from './WayButton.tsx';

/** The way back in for an admin whose passphrase is lost, with its consequences. */
export function RecoverForm({ session, username, onUsername, onWay }: WayProps) {
  const form = useCodeForm('recover', session, username);
  const { refusal } = form;
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <h2>{t('signin.recover.title')}</h2>
      <p className="dim">{t('signin.recover.explanation')}</p>
      <ul className={classes.consequences}>
        <li>{t('signin.recover.newKey')}</li>
        <li>{t('signin.recover.older')}</li>
        <li>{t('signin.recover.seen')}</li>
      </ul>
      <UsernameField field={form.name} username={username} onUsername={onUsername} error={form.nameMistake} />
      <CodeField
        label={t('signin.recover.code')}
        description={t('signin.codeHint')}
        field={form.code}
        error={form.codeMistake}
      />
      <NewPassphraseFields
        label={t('signin.newPassphrase')}
        secret={form.secret}
        refused={refusal?.fields?.passphrase}
        onTyped={form.typed}
      />
      <SignInRefusal refusal={refusal} />
      <Wait seconds={form.wait} />
      <Button type="submit" loading={form.pending} disabled={form.wait > 0} fullWidth>
        {t('signin.recover.submit')}
      </Button>
      <div className={classes.ways}>
        <WayButton onPress={() => onWay('passphrase')}>{t('signin.toSignIn')}</WayButton>
      </div>
    </form>
  );
}
