import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EventSentence, SentenceTarget } from '#contract/ledger.ts';
import classes from './EventRow.module.css';

/** What happened, in a sentence whose names are links; and what the actor wrote. */
export function EventText({ sentence, links, comment }: EventSentence) {
  const pieces: ReactNode[] = [];
  let done = 0;
  for (const { start, end, ...target } of links) {
    pieces.push(
      sentence.slice(done, start),
      <Named key={start} target={target}>
        {sentence.slice(start, end)}
      </Named>,
    );
    done = end;
  }
  return (
    <>
      {pieces}
      {sentence.slice(done)}
      {comment === null ? null : <q className={`words ${classes.comment}`}>{comment}</q>}
    </>
  );
}

interface NamedProps {
  readonly target: SentenceTarget;
  readonly children: string;
}

function Named({ target, children }: NamedProps) {
  switch (target.kind) {
    case 'person':
      return (
        <Link to="/people" search={{ text: children }} className={classes.name}>
          {children}
        </Link>
      );
    case 'group':
      return (
        <Link to="/people" search={{ tab: 'groups', text: children }} className={classes.name}>
          {children}
        </Link>
      );
    case 'policy':
      return (
        <Link to="/policies" search={{ policy: target.id }} className={classes.name}>
          {children}
        </Link>
      );
    case 'request':
      return (
        <Link to="/inbox" search={{ show: 'all', request: target.id }} className="quiet-link">
          {children}
        </Link>
      );
    case 'grant':
      return (
        <Link to="/grants" search={{ show: 'all', grant: target.id }} className={classes.name}>
          {children}
        </Link>
      );
    case 'proposal':
      return (
        <Link to="/proposals" search={{ show: 'all', proposal: target.id }} className="quiet-link">
          {children}
        </Link>
      );
    case 'account':
      return (
        <Link
          to="/accounts"
          search={{ text: `${target.resource} ${target.account}` }}
          className={`${classes.name} ${classes.account}`}
        >
          {children}
        </Link>
      );
  }
}
