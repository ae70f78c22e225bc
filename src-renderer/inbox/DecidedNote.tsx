import { Link } from '@tanstack/react-router';
import type { Decided } from '../request/decided.ts';
import { shownName } from '../ui/words.ts';
import classes from './DecidedNote.module.css';

interface DecidedNoteProps {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  readonly decided: Decided;
}

const words = {
  approve: 'You approved',
  reject: 'You rejected',
  withdraw: 'You took back your approval of',
  cancel: 'You cancelled',
  bypass: 'You broke the glass for',
} as const;

/** What was decided just now, while the next request is shown already; and the way back to it. */
export function DecidedNote({ to, line, decided: { request, action } }: DecidedNoteProps) {
  return (
    <div className={classes.note}>
      <p role="status">
        {words[action]} #{request.number}: {shownName(request.requester)},{' '}
        <span className="mono">{request.account}</span> on <span className="mono">{request.resource}</span>
      </p>
      <Link to={to} search={{ filter: line, request: request.id }} replace className="quiet-link">
        Go back to it
      </Link>
    </div>
  );
}
