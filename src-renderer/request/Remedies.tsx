import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AccessRequest, Remedy } from '#contract/requests.ts';
import { remediesQuery } from '../app/queries/requests.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { counted, shownName } from '../ui/words.ts';
import { keyResetSentence } from './next.ts';
import classes from './Remedies.module.css';

/** Where the changes of a remedy are made. */
function Ways({ remedy }: { readonly remedy: Remedy }) {
  const { person, actions } = remedy;
  const groups = actions.flatMap((action) => (action.kind === 'readd' ? [action.group] : []));
  const toPerson = actions.some(({ kind }) => kind !== 'readd');
  return (
    <span className={classes.ways}>
      {toPerson ? (
        <LinkButton
          to="/people"
          search={{ tab: 'people', text: person.username }}
          variant="default"
          size="compact-sm"
          aria-label={`Go to ${shownName(person)}`}
        >
          Go to the person
        </LinkButton>
      ) : null}
      {groups.map((group) => (
        <LinkButton
          key={group.id}
          to="/people"
          search={{ tab: 'groups', text: group.name }}
          variant="default"
          size="compact-sm"
          aria-label={`Go to the group ${group.name}`}
        >
          Go to {groups.length === 1 ? 'the group' : group.name}
        </LinkButton>
      ))}
    </span>
  );
}

function List({ remedies }: { readonly remedies: readonly Remedy[] }) {
  return (
    <ul className={classes.remedies}>
      {remedies.map((remedy) => (
        <li key={remedy.sentence}>
          <span>{remedy.sentence}</span>
          <Ways remedy={remedy} />
        </li>
      ))}
    </ul>
  );
}

interface RemediesProps {
  readonly request: AccessRequest;
}

/** What an admin can do so that a stuck request can be completed again. */
export function Remedies({ request }: RemediesProps) {
  const { data, error } = useQuery(remediesQuery(request.id));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (data === undefined) return <Skeleton height={44} mt="xs" />;
  const { alone, aloneCount, together, missing, keyReset } = data;
  return (
    <section aria-label="What you can do">
      {alone.length === 0 ? null : (
        <>
          <p>{alone.length === 1 ? 'This lets it go on:' : 'Each of these lets it go on:'}</p>
          <List remedies={alone} />
          {aloneCount > alone.length ? (
            <p className="dim">There are {counted(aloneCount - alone.length, 'other way', 'other ways')} like these.</p>
          ) : null}
        </>
      )}
      {together.length === 0 ? null : (
        <>
          <p>No single change is enough. These let it go on together:</p>
          <List remedies={together} />
        </>
      )}
      {missing === null ? null : (
        <p>
          Nobody who can be brought back is enough.{' '}
          {missing === request.stuckBecause ? '' : `Even with all of them: ${missing} `}
          Cancel it with a comment; filed again, it follows the policy as it is then.
        </p>
      )}
      {keyReset.length === 0 ? null : <p className="dim">{keyResetSentence(keyReset)}</p>}
      {missing !== null ? null : <p className="dim">Or cancel it with a comment. Left alone, it lapses.</p>}
    </section>
  );
}
