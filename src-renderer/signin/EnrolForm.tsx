import { Button } from '@mantine/core';
import { CodeField } from '../ui/CodeField.tsx';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import { SignInRefusal } from './SignInRefusal.tsx';
import classes from './signin.module.css';
import { UsernameField } from './UsernameField.tsx';
import { useCodeForm } from './useCodeForm.ts';
import { Wait } from './Wait.tsx';
import { WayButton } from './WayButton.tsx';
import { WhyStrong } from './WhyStrong.tsx';
import type { WayProps } from './ways.ts';

/** The first sign-in of somebody, or the first after a reset: a code from an admin, and a passphrase of one's own. */
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
      <h2>Sign in with a one-time code</h2>
      <p className="dim">
        An admin hands you the code for your first sign-in, or for a new key after a reset. It works once, for 24 hours.
      </p>
      <UsernameField field={form.name} username={username} onUsername={onUsername} error={form.nameMistake} />
      <CodeField
        label="One-time code"
        description="Capitals, spaces and hyphens make no difference."
        field={form.code}
        error={form.codeMistake}
      />
      <NewPassphraseFields
        label="New passphrase"
        secret={form.secret}
        refused={refusal?.fields?.passphrase}
        onTyped={form.typed}
      />
      <WhyStrong />
      <SignInRefusal refusal={refusal} />
      <Wait seconds={form.wait} />
      <Button type="submit" loading={form.pending} disabled={form.wait > 0} fullWidth>
        Set the passphrase and sign in
      </Button>
      <div className={classes.ways}>
        <WayButton onPress={() => onWay('passphrase')}>Back to sign in</WayButton>
      </div>
    </form>
  );
}
