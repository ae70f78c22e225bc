import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ProposedChange } from '#contract/proposals.ts';
import { useDirectory } from '../app/directory.ts';
import { policyQuery } from '../app/queries/policies.ts';
import { Changes } from '../ui/Changes.tsx';
import classes from './ProposedChanges.module.css';

interface ProposedChangesProps {
  readonly label: string;
  readonly changes: readonly ProposedChange[];
  /** Whether links lead to what is changed; not where following one would lose what is being written. */
  readonly links?: boolean;
  /** A sentence that stands above, and is not said again. */
  readonly said?: string;
}

/** The changes of a proposal: what each is about, how that would differ, and why it could not be done any more. */
export function ProposedChanges({ label, changes, links = false, said }: ProposedChangesProps) {
  return (
    <ol className={classes.changes} aria-label={label}>
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a proposal never move
        <li key={index}>
          <p className={classes.sentence}>
            {change.sentence === said ? null : <span className="strong">{change.sentence}</span>}
            {links ? <Subject subject={change.subject} /> : null}
          </p>
          {change.outdated === null ? null : (
            <p className={classes.outdated}>
              <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
              <span>
                <span className="strong">Outdated:</span> {change.outdated}
              </span>
            </p>
          )}
          {change.differences.length === 0 ? null : (
            <Changes label={`What differs: ${change.subject.name}`} changes={change.differences} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** The way to what a change is about, where there is a page that shows it; what is yet to be made has none. */
function Subject({ subject: { kind, id, name } }: Pick<ProposedChange, 'subject'>) {
  const { people, groups } = useDirectory();
  switch (kind) {
    case 'policy':
      return id === null ? null : <PolicyLink id={id} name={name} />;
    case 'person':
    case 'key':
      if (people.every((person) => person.id !== id)) return null;
      return (
        <Link to="/people" search={{ text: name }} className="quiet-link" aria-label={`Show ${name} among the people`}>
          Show in People
        </Link>
      );
    case 'group':
      if (groups.every((group) => group.id !== id)) return null;
      return (
        <Link
          to="/people"
          search={{ tab: 'groups', text: name }}
          className="quiet-link"
          aria-label={`Show ${name} among the groups`}
        >
          Show in Groups
        </Link>
      );
    case 'desk':
      return (
        <Link to="/settings" className="quiet-link">
          Show the settings
        </Link>
      );
    case 'recoveryKit':
      return null;
  }
}

function PolicyLink({ id, name }: { readonly id: string; readonly name: string }) {
  const { data: policy } = useQuery(policyQuery(id));
  return policy === undefined ? null : (
    <Link to="/policies" search={{ policy: id }} className="quiet-link" aria-label={`Show the policy ${name}`}>
      Show the policy
    </Link>
  );
}
