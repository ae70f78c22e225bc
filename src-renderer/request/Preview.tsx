import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PersonName } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { RequestPreview } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration, listed } from '#texts/values.ts';
import { openRequestQuery } from '../app/queries/requests.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { namesOf } from '../ui/names.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import type { NewRequestValues } from './newRequest.ts';
import { stepName } from './next.ts';
import classes from './Preview.module.css';

interface PreviewProps {
  /** Undefined while the form is too empty to ask, or the desk has not answered. */
  readonly preview: RequestPreview | undefined;
  readonly refusal: Refusal | undefined;
  readonly values: NewRequestValues;
}

// The names of the people who can approve; of many the first, and the number of the others.
function peopleText(people: readonly PersonName[], count: number): string {
  const names = namesOf(people);
  return listed(count > names.length ? [...names, t('request.others', { count: count - names.length })] : names);
}

// Leads to the open request for the same account.
function Duplicate({ values: { resource, account, requesterId } }: Pick<PreviewProps, 'values'>) {
  const whose = requesterId === '' ? {} : { requesterId };
  const { data } = useQuery(openRequestQuery({ resource: resource.trim(), account: account.trim(), ...whose }));
  if (data === undefined || data === null) return null;
  return (
    <LinkButton
      className={classes.duplicate ?? ''}
      to={requesterId === '' ? '/mine' : '/inbox'}
      search={{ request: data.id, show: 'open' }}
      variant="default"
      size="compact-sm"
    >
      {t('request.preview.show', { number: data.number })}
    </LinkButton>
  );
}

function Answer({ preview, values }: { readonly preview: RequestPreview; readonly values: NewRequestValues }) {
  const { policy } = preview;
  const missing =
    policy === null
      ? []
      : [
          ...(policy.requireJustification && values.justification.trim() === ''
            ? [t('request.preview.aJustification')]
            : []),
          ...(policy.requireTicket && values.ticket.trim() === '' ? [t('request.preview.aTicket')] : []),
        ];
  return (
    <>
      {policy === null ? null : (
        <>
          <p>
            <Sentence
              text="request.preview.policy"
              values={{ name: policy.name, because: policy.because }}
              parts={{ policy: <span className="mono strong" />, because: <span className="dim" /> }}
            />
          </p>
          <ol className={classes.steps}>
            {preview.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <li key={index}>
                <span className="strong">{stepName({ name: step.name, position: index + 1 })}</span>
                <span>
                  {t('request.preview.step', {
                    approvals: t('request.preview.approvals', { count: step.required }),
                    eligible: t(step.required === 1 ? 'request.preview.eligible' : 'request.preview.eligibleForMore', {
                      count: step.eligible,
                    }),
                  })}
                </span>
                {step.people.length === 0 ? null : (
                  <span className={classes.people}>{peopleText(step.people, step.eligible)}</span>
                )}
              </li>
            ))}
            <li>
              <span className="strong">
                {values.durationSeconds === null
                  ? t('request.preview.access')
                  : t('request.preview.accessFor', { duration: duration(values.durationSeconds) })}
              </span>
              <span className="dim">{t('request.preview.fromApproval')}</span>
            </li>
          </ol>
          <p className="dim">{t('request.preview.expires', { duration: duration(policy.pendingTtlSeconds) })}</p>
        </>
      )}
      {missing.length === 0 ? null : (
        <p className={classes.missing}>{t('request.preview.missing', { missing: listed(missing) })}</p>
      )}
      {preview.refusal === null ? null : <RefusalNote refusal={preview.refusal} />}
      {preview.refusal?.code === 'DUPLICATE_REQUEST' ? <Duplicate values={values} /> : null}
    </>
  );
}

/** The expected outcome of the request if it were filed now. */
export function Preview({ preview, refusal, values }: PreviewProps) {
  const named = values.resource.trim() !== '' && values.account.trim() !== '';
  return (
    <section className={classes.preview} aria-label={t('request.preview.title')} aria-live="polite">
      <h2>{t('request.preview.title')}</h2>
      {refusal !== undefined ? (
        <RefusalNote refusal={refusal} />
      ) : preview !== undefined ? (
        <Answer preview={preview} values={values} />
      ) : named ? (
        <>
          <Skeleton height={40} />
          <Skeleton height={92} mt="md" />
        </>
      ) : (
        <p className="dim">{t('request.preview.empty')}</p>
      )}
    </section>
  );
}
