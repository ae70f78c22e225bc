import type { ReactNode } from 'react';
import { listed } from '#texts/values.ts';
import type { Directory, Named } from '../app/directory.ts';
import { duration } from '../ui/time.ts';
import { capital, counted } from '../ui/words.ts';
import type { DraftRules } from './rules.ts';
import classes from './Sentences.module.css';

function namesOf(refs: readonly Named[], directory: Directory): string {
  return listed(
    refs.map((ref) => (ref.kind === 'group' ? `the group ${directory.nameOf(ref)}` : directory.nameOf(ref))),
    'or',
  );
}

const isPattern = (text: string): boolean => /[*?[{]/.test(text);

function what(kind: 'resource' | 'account', text: string): ReactNode {
  return (
    <>
      {isPattern(text) ? `${kind}s like ` : `the ${kind} `}
      <span className="mono">{text}</span>
    </>
  );
}

function Condition({ resource, account }: { readonly resource?: string; readonly account?: string }) {
  if (resource && account)
    return (
      <>
        {what('account', account)} on {what('resource', resource)}
      </>
    );
  if (resource) return <>any account on {what('resource', resource)}</>;
  if (account) return <>{what('account', account)} on any resource</>;
  return <span className="dim">a condition that is still empty</span>;
}

function limits({ minSeconds, maxSeconds }: DraftRules['duration']): string {
  if (maxSeconds === null) return 'Access for a time that is still to be said.';
  if (minSeconds === null || minSeconds <= 1) return `Access for up to ${duration(maxSeconds)}.`;
  return `Access for ${duration(minSeconds)} to ${duration(maxSeconds)}.`;
}

function asked({ requireJustification, requireTicket }: DraftRules): string {
  if (requireJustification && requireTicket) return 'Whoever asks must give a justification and a ticket.';
  if (requireJustification) return 'Whoever asks must give a justification.';
  if (requireTicket) return 'Whoever asks must give a ticket.';
  return 'Whoever asks may give a justification and a ticket, but need not.';
}

interface StepSentenceProps {
  readonly step: DraftRules['steps'][number];
  readonly place: number;
  readonly directory: Directory;
}

function StepSentence({ step, place, directory }: StepSentenceProps) {
  const able = directory.countOf(step.approvers);
  const required = step.required ?? 1;
  const short = step.approvers.length > 0 && able < required;
  return (
    <li>
      <span className="strong">{step.name ?? `Step ${place}`}</span>:{' '}
      {step.approvers.length === 0 ? (
        <span className="dim">nobody is named yet.</span>
      ) : (
        <>
          {counted(required, 'approval')} from {namesOf(step.approvers, directory)}{' '}
          <span className={short ? classes.short : 'dim'}>
            ({able === 0 ? 'nobody' : counted(able, 'person', 'people')} now{short ? ', which is too few' : ''}).
          </span>
        </>
      )}
    </li>
  );
}

interface SentencesProps {
  readonly rules: DraftRules;
  readonly directory: Directory;
}

/** What a policy does, in plain sentences. */
export function Sentences({ rules, directory }: SentencesProps) {
  const { conditions, steps, bypass, precedence, pendingTtlSeconds } = rules;
  return (
    <div className={classes.sentences}>
      <section>
        <h3>It applies to</h3>
        <ul>
          {conditions.map((condition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing but their place
            <li key={index}>
              <Condition {...condition} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>It allows</h3>
        <p>{limits(rules.duration)}</p>
        <p>{asked(rules)}</p>
      </section>
      <section>
        <h3>It asks, in this order</h3>
        <ol>
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <StepSentence key={index} step={step} place={index + 1} directory={directory} />
          ))}
        </ol>
        {steps.length < 2 ? null : (
          <p>
            {rules.distinctApprovers
              ? 'Nobody counts in two steps of the same request.'
              : 'The same person may approve in several steps.'}
          </p>
        )}
        <p>The requester never approves. One rejection ends the request.</p>
        {pendingTtlSeconds === null ? null : (
          <p>A request lapses when it has waited for {duration(pendingTtlSeconds)}.</p>
        )}
      </section>
      <section>
        <h3>In an emergency</h3>
        <p>
          {bypass === null
            ? 'Nobody can skip the approvals.'
            : bypass.bypassers.length === 0
              ? 'Nobody is named yet who may break the glass.'
              : `${capital(namesOf(bypass.bypassers, directory))} may break the glass on a request of their own, with a reason. Every approver is told, and an admin reviews it.`}
        </p>
      </section>
      {precedence === null || precedence === 0 ? null : (
        <section>
          <h3>When other policies match too</h3>
          <p>This one wins over every policy with a precedence below {precedence}, and gives way to those above.</p>
        </section>
      )}
    </div>
  );
}
