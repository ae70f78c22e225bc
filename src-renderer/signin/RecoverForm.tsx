import { Button } from '@mantine/core';
import { CodeField } from '../ui/CodeField.tsx';
import { NewPassphraseFields } from './NewPassphraseFields.tsx';
import { SignInRefusal } from './SignInRefusal.tsx';
import classes from './signin.module.css';
import { UsernameField } from './UsernameField.tsx';
import { useCodeForm } from './useCodeForm.ts';
import { Wait } from './Wait.tsx';
import { WayButton } from './WayButton.tsx';
import type { WayProps } from './ways.ts';

/** The way back in for an admin whose passphrase is lost, with what it brings about. */
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
      <h2>Use the recovery kit</h2>
      <p className="dim">For an admin whose passphrase is lost, and when no other admin is there to reset the key.</p>
      <ul className={classes.consequences}>
        <li>You get a new key. The old one signs nothing any more; what it has signed stays valid.</li>
        <li>The new key decides nothing that was filed before. Other approvers can.</li>
        <li>
          Everybody will see it: the ledger keeps it for good, and every admin and auditor is told until they have said
          that they saw it.
        </li>
      </ul>
      <UsernameField field={form.name} username={username} onUsername={onUsername} error={form.nameMistake} />
      <CodeField
        label="Code from the recovery kit"
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
      <SignInRefusal refusal={refusal} />
      <Wait seconds={form.wait} />
      <Button type="submit" loading={form.pending} disabled={form.wait > 0} fullWidth>
        Use the kit and sign in
      </Button>
      <div className={classes.ways}>
        <WayButton onPress={() => onWay('passphrase')}>Back to sign in</WayButton>
      </div>
    </form>
  );
}
