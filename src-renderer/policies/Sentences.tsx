import { t } from '#texts/texts.ts';
import { duration, listed } from '#texts/values.ts';
import type { Directory, Named } from '../app/directory.ts';
import { Sentence } from '../ui/Sentence.tsx';
import type { DraftRules } from './rules.ts';
import classes from './Sentences.module.css';

function namesOf(refs: readonly Named[], directory: Directory): string {
  return listed(
    refs.map((ref) => {
      const name = directory.nameOf(ref);
      return ref.kind === 'group' ? t('policies.sentences.group', { name }) : name;
    }),
    'or',
  );
}

const kindOf = (text: string): 'Pattern' | 'Name' => (/[*?[{]/.test(text) ? 'Pattern' : 'Name');

function Condition({ resource, account }: { readonly resource?: string; readonly account?: string }) {
  const parts = { account: <span className="mono" />, resource: <span className="mono" /> };
  if (resource && account)
    return (
      <Sentence
        text={`policies.sentences.condition.${kindOf(account) === 'Name' ? 'name' : 'pattern'}On${kindOf(resource)}`}
        values={{ account, resource }}
        parts={parts}
      />
    );
  if (resource)
    return (
      <Sentence
        text={`policies.sentences.condition.anyOn${kindOf(resource)}`}
        values={{ resource }}
        parts={{ resource: parts.resource }}
      />
    );
  if (account)
    return (
      <Sentence
        text={`policies.sentences.condition.${kindOf(account) === 'Name' ? 'name' : 'pattern'}OnAny`}
        values={{ account }}
        parts={{ account: parts.account }}
      />
    );
  return <span className="dim">{t('policies.sentences.condition.empty')}</span>;
}

function limits({ minSeconds, maxSeconds }: DraftRules['duration']): string {
  if (maxSeconds === null) return t('policies.sentences.durationMissing');
  const most = duration(maxSeconds);
  if (minSeconds === null || minSeconds <= 1) return t('policies.sentences.durationUpTo', { most });
  return t('policies.sentences.durationBetween', { least: duration(minSeconds), most });
}

function required({ requireJustification, requireTicket }: DraftRules): string {
  if (requireJustification && requireTicket) return t('policies.sentences.requiresBoth');
  if (requireJustification) return t('policies.sentences.requiresJustification');
  return t(requireTicket ? 'policies.sentences.requiresTicket' : 'policies.sentences.requiresNothing');
}

interface StepSentenceProps {
  readonly step: DraftRules['steps'][number];
  readonly position: number;
  readonly directory: Directory;
}

function StepSentence({ step, position, directory }: StepSentenceProps) {
  const name = step.name ?? t('policies.sentences.stepName', { position });
  const strong = <span className="strong" />;
  if (step.approvers.length === 0)
    return (
      <li>
        <Sentence
          text="policies.sentences.stepEmpty"
          values={{ step: name }}
          parts={{ b: strong, now: <span className="dim" /> }}
        />
      </li>
    );
  const able = directory.countOf(step.approvers);
  const needed = step.required ?? 1;
  const short = able < needed;
  return (
    <li>
      <Sentence
        text="policies.sentences.step"
        values={{
          step: name,
          approvals: t('policies.sentences.approvals', { count: needed }),
          approvers: namesOf(step.approvers, directory),
          able:
            able === 0
              ? t('policies.sentences.ableNobody')
              : t(short ? 'policies.sentences.tooFew' : 'policies.sentences.able', { count: able }),
        }}
        parts={{ b: strong, now: <span className={short ? classes.short : 'dim'} /> }}
      />
    </li>
  );
}

interface SentencesProps {
  readonly rules: DraftRules;
  readonly directory: Directory;
}

/** A policy in plain sentences. */
export function Sentences({ rules, directory }: SentencesProps) {
  const { conditions, steps, bypass, precedence, pendingTtlSeconds } = rules;
  return (
    <div className={classes.sentences}>
      <section>
        <h3>{t('policies.sentences.appliesTo')}</h3>
        <ul>
          {conditions.map((condition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no key except their position
            <li key={index}>
              <Condition {...condition} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('policies.sentences.allows')}</h3>
        <p>{limits(rules.duration)}</p>
        <p>{required(rules)}</p>
      </section>
      <section>
        <h3>{t('policies.sentences.asks')}</h3>
        <ol>
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its position
            <StepSentence key={index} step={step} position={index + 1} directory={directory} />
          ))}
        </ol>
        {steps.length < 2 ? null : (
          <p>{t(rules.distinctApprovers ? 'policies.sentences.distinct' : 'policies.sentences.notDistinct')}</p>
        )}
        <p>{t('policies.sentences.always')}</p>
        {pendingTtlSeconds === null ? null : (
          <p>{t('policies.sentences.expires', { duration: duration(pendingTtlSeconds) })}</p>
        )}
      </section>
      <section>
        <h3>{t('policies.sentences.emergency')}</h3>
        <p>
          {bypass === null
            ? t('policies.sentences.noBypass')
            : bypass.bypassers.length === 0
              ? t('policies.sentences.noBypassers')
              : t('policies.sentences.bypass', { people: namesOf(bypass.bypassers, directory) })}
        </p>
      </section>
      {precedence === null || precedence === 0 ? null : (
        <section>
          <h3>{t('policies.sentences.others')}</h3>
          <p>{t('policies.sentences.precedence', { precedence })}</p>
        </section>
      )}
    </div>
  );
}
