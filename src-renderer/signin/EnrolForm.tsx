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

/** A person's first sign-in, or the first after a reset: a code from an admin, and a new passphrase. */
export function EnrolForm({ session, username, onUsername, onWay }: WayProps) {
  const form = useCodeForm('enrol', session, username);
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
      <h2>{t('signin.enrol.title')}</h2>
      <p className="dim">{t('signin.enrol.explanation')}</p>
      <UsernameField field={form.name} username={username} onUsername={onUsername} error={form.nameMistake} />
      <CodeField
        label={t('signin.enrol.code')}
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
      <p className="meta">{t('signin.whyStrong')}</p>
      <SignInRefusal refusal={refusal} />
      <Wait seconds={form.wait} />
      <Button type="submit" loading={form.pending} disabled={form.wait > 0} fullWidth>
        {t('signin.enrol.submit')}
      </Button>
      <div className={classes.ways}>
        <WayButton onPress={() => onWay('passphrase')}>{t('signin.toSignIn')}</WayButton>
      </div>
    </form>
  );
}
