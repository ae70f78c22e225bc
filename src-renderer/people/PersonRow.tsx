import { Button } from '@mantine/core';
import { IconUserCancel } from '@tabler/icons-react';
import type { Enrolment, Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { resets } from './CodeDialog.tsx';
import { KeyState } from './KeyState.tsx';
import classes from './people.module.css';

/** The dialogs about a person. */
export type PersonQuestion = 'edit' | 'status' | 'code';

interface PersonRowProps {
  readonly person: Person;
  readonly me: Person | null;
  /** Whether the viewer manages people. */
  readonly keeps: boolean;
  /** The state of everyone's key; null if the viewer may not see it, or there are no keys. */
  readonly enrolments: ReadonlyMap<string, Enrolment> | null;
  readonly onAsk: (question: PersonQuestion) => void;
}

/** A person in one line, and the viewer's actions. */
export function PersonRow({ person, me, keeps, enrolments, onAsk }: PersonRowProps) {
  const name = shownName(person);
  const disabled = person.status === 'disabled';
  const enrolment = enrolments?.get(person.id);
  return (
    <div className={classes.row} data-disabled={disabled} data-keys={enrolments !== null}>
      <span className={classes.who}>
        <span className="strong">{person.name}</span> <span className="dim">{person.username}</span>
      </span>
      <span className={classes.cut}>{person.email}</span>
      <span>{t(`common.role.${person.role}`)}</span>
      {disabled ? (
        <span className={classes.status}>
          <IconUserCancel size={16} stroke={1.75} aria-hidden /> {t('people.row.disabled')}
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
            aria-label={t('people.row.editSpoken', { name })}
            onClick={() => onAsk('edit')}
          >
            {t('people.row.edit')}
          </Button>
        ) : null}
        {enrolment === undefined || disabled || person.id === me?.id ? null : (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t(resets(enrolment) ? 'people.row.resetSpoken' : 'people.row.codeSpoken', { name })}
            onClick={() => onAsk('code')}
          >
            {t(resets(enrolment) ? 'people.row.reset' : 'people.row.code')}
          </Button>
        )}
        {keeps ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t(disabled ? 'people.row.enableSpoken' : 'people.row.disableSpoken', { name })}
            onClick={() => onAsk('status')}
          >
            {t(disabled ? 'people.row.enable' : 'people.row.disable')}
          </Button>
        ) : null}
      </span>
    </div>
  );
}
