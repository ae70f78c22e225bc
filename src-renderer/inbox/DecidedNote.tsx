import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import type { Decided } from '../request/decided.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './DecidedNote.module.css';

interface DecidedNoteProps {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  readonly decided: Decided;
}

/** Says what the viewer has just decided, while the next request is shown already, and leads back to it. */
export function DecidedNote({ to, line, decided: { request, action } }: DecidedNoteProps) {
  return (
    <div className={classes.note}>
      <p role="status">
        <Sentence
          text={`inbox.decided.${action}`}
          values={{
            number: request.number,
            name: shownName(request.requester),
            account: request.account,
            resource: request.resource,
          }}
          parts={{ account: <span className="mono" />, resource: <span className="mono" /> }}
        />
      </p>
      <Link to={to} search={{ filter: line, request: request.id }} replace className="quiet-link">
        {t('inbox.decided.goBack')}
      </Link>
    </div>
  );
}
