import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Person, PersonConsequences } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import { shownName } from '../ui/names.ts';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './people.module.css';

interface ConsequencesProps {
  readonly person: Person;
  readonly consequences: PersonConsequences;
  /** The change to the person. */
  readonly change: 'disable' | 'auditor';
  /** Called when the viewer follows a link. */
  readonly onFollow: () => void;
}

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <section className={classes.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The consequences of disabling a person, or of making them an auditor. */
export function Consequences({ person, consequences, change, onFollow }: ConsequencesProps) {
  const { cancelled, revoked, stuck, policies, groups } = consequences;
  const name = shownName(person);
  const request = (id: string, number?: number) => (
    <Link to="/inbox" search={{ show: 'open', request: id }} className="quiet-link tabular" onClick={onFollow}>
      {number === undefined ? null : `#${number}`}
    </Link>
  );
  const nothing = [cancelled, stuck, policies, groups].every((list) => list.length === 0) && revoked === 0;
  if (nothing) return <p className={`dim ${classes.plain}`}>{t('people.consequences.none', { name })}</p>;
  return (
    <div className={classes.parts}>
      {stuck.length === 0 ? null : (
        <Section title={t('people.consequences.stuck', { count: stuck.length })}>
          <ul>
            {stuck.map(({ id, number, because }) => (
              <li key={id}>
                {request(id, number)} {because}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {cancelled.length === 0 ? null : (
        <Section title={t('people.consequences.cancelled', { count: cancelled.length, name })}>
          <ul>
            {cancelled.map(({ id, number, resource, account }) => (
              <li key={id}>
                <Sentence
                  text="people.consequences.cancelledRequest"
                  values={{ number, account, resource }}
                  parts={{
                    request: request(id),
                    account: <span className="mono" />,
                    resource: <span className="mono" />,
                  }}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {revoked === 0 ? null : (
        <Section title={t('people.consequences.revoked', { count: revoked, name })}>
          <p>{t('people.consequences.accessEnds')}</p>
        </Section>
      )}
      {policies.length === 0 ? null : (
        <Section title={t('people.consequences.policies', { count: policies.length })}>
          <ul>
            {policies.map((policy) => (
              <li key={policy.id}>
                <Link to="/policies" search={{ policy: policy.id }} className="quiet-link mono" onClick={onFollow}>
                  {policy.name}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {groups.length === 0 ? null : (
        <Section title={t('people.consequences.groups', { count: groups.length })}>
          <p>
            {t(
              change === 'disable'
                ? 'people.consequences.groupsAfterDisable'
                : 'people.consequences.groupsAfterAuditor',
              { groups: listed(groups.map((group) => group.name)) },
            )}
          </p>
        </Section>
      )}
    </div>
  );
}
