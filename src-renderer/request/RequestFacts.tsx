import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { When } from '../ui/When.tsx';
import classes from './RequestFacts.module.css';

interface RequestFactsProps {
  readonly request: AccessRequest;
}

/** The facts that an approver reviews: reason, requester, account, duration and ticket. */
export function RequestFacts({ request }: RequestFactsProps) {
  const { justification, ticket, requester, filedBy, status } = request;
  return (
    <section className={classes.facts} aria-label={t('request.facts.label')}>
      {justification === null ? (
        <p className="dim">{t('request.facts.noJustification')}</p>
      ) : (
        <blockquote className="words">{justification}</blockquote>
      )}
      <dl>
        <dt>{t('request.facts.requester')}</dt>
        <dd>
          <Sentence
            text="request.facts.person"
            values={{ name: requester.name, username: requester.username, email: requester.email }}
            parts={{ username: <span className="dim" />, email: <span /> }}
          />
        </dd>
        {filedBy === null ? null : (
          <>
            <dt>{t('request.facts.filedBy')}</dt>
            <dd>
              <Sentence
                text="request.facts.filer"
                values={{ name: filedBy.name, username: filedBy.username, requester: shownName(requester) }}
                parts={{ username: <span className="dim" /> }}
              />
            </dd>
          </>
        )}
        <dt>{t('request.facts.resource')}</dt>
        <dd className="mono">{request.resource}</dd>
        <dt>{t('request.facts.account')}</dt>
        <dd className="mono">{request.account}</dd>
        <dt>{t('request.facts.duration')}</dt>
        <dd>
          {status === 'open' ? (
            <Sentence
              text="request.facts.fromApproval"
              values={{ duration: duration(request.durationSeconds) }}
              parts={{ more: <span className="dim" /> }}
            />
          ) : (
            duration(request.durationSeconds)
          )}
        </dd>
        <dt>{t('request.facts.ticket')}</dt>
        <dd>
          {ticket === null ? (
            <span className="dim">{t('request.facts.noTicket')}</span>
          ) : (
            <span className="mono">{ticket}</span>
          )}
        </dd>
        {status === 'open' ? (
          <>
            <dt>{t('request.facts.expires')}</dt>
            <dd>
              <Sentence
                text="request.facts.expiresAt"
                parts={{ at: <When at={request.expiresAt} />, more: <span className="dim" /> }}
              />
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
