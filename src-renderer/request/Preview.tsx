import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PersonName } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { RequestPreview } from '#contract/requests.ts';
import { listed } from '#texts/values.ts';
import { openRequestQuery } from '../app/queries/requests.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { duration } from '../ui/time.ts';
import { counted, namesOf } from '../ui/words.ts';
import type { NewRequestValues } from './newRequest.ts';
import classes from './Preview.module.css';

interface PreviewProps {
  /** Undefined while there is nothing to ask the desk about, or it has not answered. */
  readonly preview: RequestPreview | undefined;
  readonly refusal: Refusal | undefined;
  readonly values: NewRequestValues;
}

// The names of whoever is asked; of many the first, and how many more there are.
function peopleWords(people: readonly PersonName[], count: number): string {
  const names = namesOf(people);
  return listed(count > names.length ? [...names, counted(count - names.length, 'other')] : names);
}

// The way to the request that stands in the way.
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
      Show #{data.number}
    </LinkButton>
  );
}

function Answer({ preview, values }: { readonly preview: RequestPreview; readonly values: NewRequestValues }) {
  const { policy } = preview;
  const missing =
    policy === null
      ? []
      : [
          ...(policy.requireJustification && values.justification.trim() === '' ? ['a justification'] : []),
          ...(policy.requireTicket && values.ticket.trim() === '' ? ['a ticket'] : []),
        ];
  return (
    <>
      {policy === null ? null : (
        <>
          <p>
            Policy <span className="mono strong">{policy.name}</span> decides.{' '}
            <span className="dim">{policy.because}</span>
          </p>
          <ol className={classes.steps}>
            {preview.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <li key={index}>
                <span className="strong">{step.name ?? `Step ${index + 1}`}</span>
                <span>
                  {counted(step.required, 'approval')}; {counted(step.eligible, 'person', 'people')} can give{' '}
                  {step.required === 1 ? 'it' : 'them'}
                </span>
                {step.people.length === 0 ? null : (
                  <span className={classes.people}>{peopleWords(step.people, step.eligible)}</span>
                )}
              </li>
            ))}
            <li>
              <span className="strong">
                Access{values.durationSeconds === null ? '' : ` for ${duration(values.durationSeconds)}`}
              </span>
              <span className="dim">from the moment of the last approval</span>
            </li>
          </ol>
          <p className="dim">Without all approvals within {duration(policy.pendingTtlSeconds)} it lapses.</p>
        </>
      )}
      {missing.length === 0 ? null : <p className={classes.missing}>Still needed: {listed(missing)}.</p>}
      {preview.refusal === null ? null : <RefusalNote refusal={preview.refusal} />}
      {preview.refusal?.code === 'DUPLICATE_REQUEST' ? <Duplicate values={values} /> : null}
    </>
  );
}

/** What would become of the request, were it filed now. */
export function Preview({ preview, refusal, values }: PreviewProps) {
  const named = values.resource.trim() !== '' && values.account.trim() !== '';
  return (
    <section className={classes.preview} aria-label="What will happen" aria-live="polite">
      <h2>What will happen</h2>
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
        <p className="dim">
          Name a resource and an account, and you will see here which policy decides, who is asked, and whether anything
          stands in the way.
        </p>
      )}
    </section>
  );
}
