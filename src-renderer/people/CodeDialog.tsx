import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Enrolment, IssuedCode, Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useFourEyes } from '../app/session.ts';
import { shownName } from '../ui/names.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { When } from '../ui/When.tsx';
import classes from './people.module.css';

interface CodeDialogProps {
  readonly person: Person;
  /** Undefined for a person who was just added. */
  readonly enrolment: Enrolment | undefined;
  readonly onClose: () => void;
}

/** Whether a new code replaces a key. */
export const resets = (enrolment: Enrolment | undefined): boolean => enrolment?.state === 'enrolled';

/** Issues a one-time code: for a first sign-in, or with a reset for a new key. The code itself never reaches this window. */
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
    ? t('people.code.resetTitle', { name })
    : enrolment === undefined
      ? t('people.code.addedTitle', { name })
      : t('people.code.title', { name });
  return (
    <ReasonDialog
      title={title}
      confirm={t(reset ? 'people.code.reset' : 'people.code.issue')}
      danger={reset}
      proposes={proposes}
      back={t(enrolment === undefined ? 'people.code.later' : 'common.back')}
      pending={issue.isPending}
      refusal={issue.error?.refusal}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      <ul className={classes.consequences}>
        {reset ? (
          <>
            <li>{t('people.code.oldKey', { name })}</li>
            <li>{t('people.code.oldRequests', { name })}</li>
          </>
        ) : (
          <li>{t('people.code.firstSignIn', { name })}</li>
        )}
        {enrolment?.state === 'invited' || enrolment?.state === 'lapsed' ? <li>{t('people.code.oldCode')}</li> : null}
        <li>{t(proposes ? 'people.code.shownToApprover' : 'people.code.shown', { name })}</li>
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
      title={t(issued.reset ? 'people.code.resetDone' : 'people.code.issued', { name: shownName(person) })}
      centered
    >
      <p className={classes.plain}>
        <Sentence
          text="people.code.use"
          values={{ name: shownName(person), username: person.username }}
          parts={{ username: <span className="mono strong" />, until: <When at={issued.expiresAt} /> }}
        />
      </p>
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose} data-autofocus>
          {t('common.close')}
        </Button>
      </Group>
    </Modal>
  );
}
