import type { AccessRequest, ThreadText } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { TimeLeft, When } from '../ui/When.tsx';
import { Composer } from './Composer.tsx';
import { namesWithin } from './next.ts';
import classes from './Thread.module.css';
import { approversBefore, wayToWrite } from './thread.ts';

interface ThreadProps {
  readonly request: AccessRequest;
}

/** The questions and answers of a request, and the field for the next one. */
export function Thread({ request }: ThreadProps) {
  const { thread, awaitsAnswer, expiresAt } = request;
  const way = wayToWrite(request);
  if (thread.length === 0 && way === null) return null;
  return (
    <section className={classes.thread} aria-label={t('request.thread.label')}>
      {thread.length === 0 ? null : <h3>{t('request.thread.label')}</h3>}
      {thread.length === 0 ? null : (
        <ol aria-label={t('request.thread.label')}>
          {thread.map((text, index) => (
            <Text
              // biome-ignore lint/suspicious/noArrayIndexKey: a text is its place
              key={index}
              text={text}
              after={namesWithin(approversBefore(request, index), 'and')}
              open={awaitsAnswer && thread.slice(index).every(({ kind }) => kind === 'question')}
            />
          ))}
        </ol>
      )}
      {awaitsAnswer ? (
        <p className="dim">
          <Sentence text="request.thread.expires" parts={{ left: <TimeLeft at={expiresAt} /> }} />
        </p>
      ) : null}
      {way === null ? null : <Composer request={request} way={way} />}
    </section>
  );
}

interface TextProps {
  readonly text: ThreadText;
  /** Whose approvals it came after; empty for none. */
  readonly after: string;
  /** Whether it is a question without an answer. */
  readonly open: boolean;
}

function Text({ text: { person, kind, text, at }, after, open }: TextProps) {
  return (
    <li className={classes.text} data-kind={kind}>
      <p className={classes.head}>
        <span>
          <Sentence
            text={`request.thread.said.${kind}`}
            values={{ name: shownName(person) }}
            parts={{ name: <span className="strong" title={person.username} />, at: <When at={at} /> }}
          />
        </span>
        {after === '' ? null : <span className={classes.after}>{t('request.thread.after', { people: after })}</span>}
        {open ? <span className={classes.awaits}>{t('request.thread.awaits')}</span> : null}
      </p>
      <p className={`words ${classes.words}`}>{text}</p>
    </li>
  );
}
