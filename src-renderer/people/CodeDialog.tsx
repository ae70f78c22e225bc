import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Enrolment, IssuedCode, Person } from '#contract/people.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { When } from '../ui/When.tsx';
import { shownName } from '../ui/words.ts';
import classes from './people.module.css';

interface CodeDialogProps {
  readonly person: Person;
  /** Undefined for somebody who was just added. */
  readonly enrolment: Enrolment | undefined;
  readonly onClose: () => void;
}

/** Whether a new code takes a key out of use. */
export const resets = (enrolment: Enrolment | undefined): boolean => enrolment?.state === 'enrolled';

/** Issues a one-time code: for a first sign-in, or with a reset for a new key. The code itself never comes here. */
export function CodeDialog({ person, enrolment, onClose }: CodeDialogProps) {
  const proposes = useFourEyes();
  const issue = useMutation({
    mutationFn: () => call(desk.people.issueCode, { id: person.id }),
    onSettled: () => refresh(['people']),
  });
  if (issue.isSuccess) return <Issued person={person} issued={issue.data} onClose={onClose} />;
  const { name } = person;
  const reset = resets(enrolment);
  const title = reset
    ? `Reset the key of ${name}?`
    : enrolment === undefined
      ? `${name} is added. Issue a one-time code now?`
      : `A one-time code for ${name}`;
  return (
    <ReasonDialog
      title={title}
      confirm={reset ? 'Reset the key' : 'Issue the code'}
      danger={reset}
      proposes={proposes}
      back={enrolment === undefined ? 'Later' : 'Back'}
      pending={issue.isPending}
      refusal={issue.error?.refusal}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      <ul className={classes.consequences}>
        {reset ? (
          <>
            <li>
              The key that {name} has signs nothing any more, from now on, and {name} is signed out. What it has signed
              stays valid.
            </li>
            <li>{name} cannot decide requests that were filed before this. They say so; their other approvers can.</li>
          </>
        ) : (
          <li>{name} signs in with the code once, and chooses a passphrase that nobody else knows.</li>
        )}
        {enrolment?.state === 'invited' || enrolment?.state === 'lapsed' ? (
          <li>The code that was issued before is worth nothing from now on.</li>
        ) : null}
        <li>
          The code is shown on a page of its own, this once{proposes ? ', to whoever approves it' : ''}. Hand it over in
          person: whoever has it can sign in as {name}. It is valid for 24 hours.
        </li>
      </ul>
    </ReasonDialog>
  );
}

interface IssuedProps {
  readonly person: Person;
  readonly issued: IssuedCode;
  readonly onClose: () => void;
}

function Issued({ person, issued, onClose }: IssuedProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={issued.reset ? `The key of ${shownName(person)} is reset` : `The code for ${shownName(person)} is issued`}
      centered
    >
      <p className={classes.plain}>
        It stands on a page of its own, which has just opened. {shownName(person)} uses it with the username{' '}
        <span className="mono strong">{person.username}</span>, once, until <When at={issued.expiresAt} />.
      </p>
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Modal>
  );
}
