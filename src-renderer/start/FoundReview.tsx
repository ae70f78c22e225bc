import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { runtime } from '../app/runtime.ts';
import { FallbackNote } from '../ui/FallbackNote.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { allPaths, type FoundForm } from './foundForm.ts';
import classes from './start.module.css';

interface FoundReviewProps {
  readonly form: FoundForm;
  /** Whether the passphrase fields hold an acceptable passphrase. */
  readonly chosen: boolean;
  readonly refusal: Refusal | undefined;
}

/** The last step: all values, and what is missing. */
export function FoundReview({ form, chosen, refusal }: FoundReviewProps) {
  const { values, mistakes } = form;
  const wrong = [
    ...allPaths.flatMap((path) =>
      mistakes[path] === undefined
        ? []
        : [t('start.found.wrongField', { field: t(`start.found.field.${path}`), mistake: mistakes[path] ?? '' })],
    ),
    ...(chosen ? [] : [t('start.found.choosePassphrase')]),
  ];
  const { electron, official } = runtime();
  const given = (text: string) => (text.trim() === '' ? <span className="dim">{t('start.found.missing')}</span> : text);
  return (
    <div className={classes.fields}>
      <dl className={classes.review}>
        <dt>{t('start.found.desk')}</dt>
        <dd className="strong">{given(values.name)}</dd>
        <dt>{t('start.found.field.directory')}</dt>
        <dd className="mono">{given(values.directory)}</dd>
        <dt>{t('start.found.admin')}</dt>
        <dd>
          {given(values.personName)}{' '}
          {values.username.trim() === '' ? null : t('start.found.inBrackets', { username: values.username })}
          <br />
          {given(values.email)}
        </dd>
        <dt>{t('start.found.field.passphrase')}</dt>
        <dd>{chosen ? t('start.found.chosen') : <span className="dim">{t('start.found.missing')}</span>}</dd>
      </dl>
      {electron === null || official === null ? null : (
        <FallbackNote founding electron={electron} official={official} />
      )}
      {wrong.length === 0 ? null : (
        <div className={classes.wrong} role="status">
          <p className="strong">{t('start.found.before')}</p>
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
