import type { PersonName } from '#contract/people.ts';
import classes from './CutName.module.css';
import { shownName } from './words.ts';

interface CutNameProps {
  readonly person: PersonName;
}

/** What to call a person where there may be too little room: the name is cut off, and a username that tells two people apart is not. */
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
