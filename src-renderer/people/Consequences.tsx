import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Person, PersonConsequences } from '#contract/people.ts';
import { listed } from '#texts/values.ts';
import { counted, shownName } from '../ui/words.ts';
import classes from './people.module.css';

interface ConsequencesProps {
  readonly person: Person;
  readonly consequences: PersonConsequences;
  /** What is done to the person. */
  readonly change: 'disable' | 'auditor';
  /** One of the links is followed. */
  readonly onFollow: () => void;
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <section className={classes.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What disabling somebody, or making them an auditor, would end, what it would leave stuck, and what names them. */
export function Consequences({ person, consequences, change, onFollow }: ConsequencesProps) {
  const { cancelled, revoked, stuck, policies, groups } = consequences;
  const request = (id: string, number: number) => (
    <Link to="/inbox" search={{ show: 'open', request: id }} className="quiet-link tabular" onClick={onFollow}>
      #{number}
    </Link>
  );
  const nothing = [cancelled, stuck, policies, groups].every((list) => list.length === 0) && revoked === 0;
  if (nothing)
    return (
      <p className={`dim ${classes.plain}`}>
        Nothing else changes: {shownName(person)} has no open request and no open access, and no policy or group names
        them.
      </p>
    );
  return (
    <div className={classes.parts}>
      {stuck.length === 0 ? null : (
        <Part title={`Stuck: ${counted(stuck.length, 'open request')} that could no longer be completed`}>
          <ul>
            {stuck.map(({ id, number, because }) => (
              <li key={id}>
                {request(id, number)} {because}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {cancelled.length === 0 ? null : (
        <Part title={`Cancelled: ${counted(cancelled.length, 'open request')} of ${shownName(person)}`}>
          <ul>
            {cancelled.map(({ id, number, resource, account }) => (
              <li key={id}>
                {request(id, number)} <span className="mono">{account}</span> on{' '}
                <span className="mono">{resource}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {revoked === 0 ? null : (
        <Part title={`Revoked: ${counted(revoked, 'grant')} of ${shownName(person)}`}>
          <p>The access that is open ends now.</p>
        </Part>
      )}
      {policies.length === 0 ? null : (
        <Part title={`In ${counted(policies.length, 'active policy', 'active policies')}, by name or through a group`}>
          <ul>
            {policies.map(({ id, name }) => (
              <li key={id}>
                <Link to="/policies" search={{ policy: id }} className="quiet-link mono" onClick={onFollow}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {groups.length === 0 ? null : (
        <Part title={`Member of ${counted(groups.length, 'group')}`}>
          <p>
            {listed(groups.map(({ name }) => name))}. The membership stays; it counts again once{' '}
            {change === 'disable' ? 'enabled' : 'the role is another one'}.
          </p>
        </Part>
      )}
    </div>
  );
}
