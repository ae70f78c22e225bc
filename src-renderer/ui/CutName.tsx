import type { PersonName } from '#contract/people.ts';
import classes from './CutName.module.css';
import { shownName } from './names.ts';

interface CutNameProps {
  readonly person: PersonName;
}

/** The name of a person where there may be too little room: the name is cut off, never the username that tells two people apart. */
export function CutName({ person }: CutNameProps) {
  const { name, username, nameIsShared } = person;
  return (
    <span className={classes.whole} title={nameIsShared ? shownName(person) : username}>
      <span className={classes.name}>{name}</span>
      {nameIsShared ? (
        <>
          {' '}
          <span className={classes.username}>({username})</span>
        </>
      ) : null}
    </span>
  );
}
