import { Button } from '@mantine/core';
import { IconUserCancel } from '@tabler/icons-react';
import type { Enrolment, Person } from '#contract/people.ts';
import { shownName } from '../ui/words.ts';
import { resets } from './CodeDialog.tsx';
import { KeyState } from './KeyState.tsx';
import classes from './people.module.css';

/** What can be asked about somebody. */
export type PersonQuestion = 'edit' | 'standing' | 'code';

interface PersonRowProps {
  readonly person: Person;
  readonly me: Person | null;
  /** Whether the viewer keeps people. */
  readonly keeps: boolean;
  /** How everyone stands with their key; null where that is not for the viewer, or there are no keys. */
  readonly enrolments: ReadonlyMap<string, Enrolment> | null;
  readonly onAsk: (question: PersonQuestion) => void;
}

/** Somebody in one line, and what the viewer can do about them. */
export function PersonRow({ person, me, keeps, enrolments, onAsk }: PersonRowProps) {
  const disabled = person.status === 'disabled';
  const enrolment = enrolments?.get(person.id);
  return (
    <div className={classes.row} data-disabled={disabled} data-keys={enrolments !== null}>
      <span className={classes.who}>
        <span className="strong">{person.name}</span> <span className="dim">{person.username}</span>
      </span>
      <span className={classes.cut}>{person.email}</span>
      <span>{person.role}</span>
      {disabled ? (
        <span className={classes.status}>
          <IconUserCancel size={16} stroke={1.75} aria-hidden /> disabled
        </span>
      ) : enrolment === undefined ? (
        <span />
      ) : (
        <KeyState enrolment={enrolment} />
      )}
      <span className={classes.actions}>
        {keeps || person.id === me?.id ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Edit ${shownName(person)}`}
            onClick={() => onAsk('edit')}
          >
            Edit
          </Button>
        ) : null}
        {enrolment === undefined || disabled || person.id === me?.id ? null : (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={
              resets(enrolment) ? `Reset key of ${shownName(person)}` : `One-time code for ${shownName(person)}`
            }
            onClick={() => onAsk('code')}
          >
            {resets(enrolment) ? 'Reset key…' : 'One-time code…'}
          </Button>
        )}
        {keeps ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${disabled ? 'Enable' : 'Disable'} ${shownName(person)}`}
            onClick={() => onAsk('standing')}
          >
            {disabled ? 'Enable…' : 'Disable…'}
          </Button>
        ) : null}
      </span>
    </div>
  );
}
