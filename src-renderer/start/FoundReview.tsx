import type { Refusal } from '#contract/refusal.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { allPaths, type FoundForm, type FoundPath } from './foundForm.ts';
import classes from './start.module.css';

interface FoundReviewProps {
  readonly form: FoundForm;
  /** Whether a passphrase stands in its fields that may be chosen. */
  readonly chosen: boolean;
  readonly refusal: Refusal | undefined;
}

const words: Readonly<Record<FoundPath, string>> = {
  directory: 'Where it lives',
  name: 'Name of the desk',
  username: 'Username',
  personName: 'Name',
  email: 'E-mail',
};

/** The last step: everything once more, and what is missing. */
export function FoundReview({ form, chosen, refusal }: FoundReviewProps) {
  const { values, mistakes } = form;
  const wrong = [
    ...allPaths.flatMap((path) => (mistakes[path] === undefined ? [] : [`${words[path]}: ${mistakes[path]}`])),
    ...(chosen ? [] : ['Passphrase: choose one.']),
  ];
  const given = (text: string) => (text.trim() === '' ? <span className="dim">missing</span> : text);
  return (
    <div className={classes.fields}>
      <dl className={classes.review}>
        <dt>The desk</dt>
        <dd className="strong">{given(values.name)}</dd>
        <dt>Where it lives</dt>
        <dd className="mono">{given(values.directory)}</dd>
        <dt>The first admin</dt>
        <dd>
          {given(values.personName)} {values.username.trim() === '' ? null : `(${values.username})`}
          <br />
          {given(values.email)}
        </dd>
        <dt>Passphrase</dt>
        <dd>{chosen ? 'chosen; strong' : <span className="dim">missing</span>}</dd>
      </dl>
      {wrong.length === 0 ? null : (
        <div className={classes.wrong} role="status">
          <p className="strong">Before the desk can be founded:</p>
          <ul>
            {wrong.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      {refusal === undefined || refusal.fields !== undefined ? null : <RefusalNote refusal={refusal} />}
    </div>
  );
}
