import { asksForAccess } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { type Show, tokenOf } from './filter/shows.ts';

const nothing: Record<Show, string> = {
  waiting: 'Nothing waits for you.',
  open: 'No request is open.',
  approved: 'No request was approved.',
  rejected: 'No request was rejected.',
  cancelled: 'No request was cancelled.',
  expired: 'No request expired.',
  all: 'There are no requests yet.',
};

const nothingOfMine: Record<Show, string> = {
  ...nothing,
  open: 'You have no open request.',
  approved: 'No request of yours was approved.',
  rejected: 'No request of yours was rejected.',
  cancelled: 'No request of yours was cancelled.',
  expired: 'No request of yours expired.',
  all: 'You have not asked for anything yet.',
};

interface NothingHereProps {
  readonly to: '/inbox' | '/mine';
  readonly line: string;
  /** Which of the filters is on; null when the line asks for something else. */
  readonly show: Show | null;
  /** Whether the line asks for more than that. */
  readonly more: boolean;
}

/** What an empty list of requests says, and where to go from there. */
export function NothingHere({ to, line, show, more }: NothingHereProps) {
  const me = useMe();
  if (more || show === null)
    return (
      <Empty title={`Nothing here matches “${line}”.`}>
        <p>Words are looked for in resource, account, requester, ticket and justification.</p>
        <LinkButton to={to} search={{ filter: tokenOf(show ?? 'all') }} variant="default" size="compact-sm" mt="sm">
          Clear the rest of the filter
        </LinkButton>
      </Empty>
    );
  return (
    <Empty title={(to === '/mine' ? nothingOfMine : nothing)[show]}>
      {show === 'waiting' ? (
        <LinkButton to={to} search={{ filter: tokenOf('open') }} variant="default" size="compact-sm" mt="sm">
          See all open requests
        </LinkButton>
      ) : to === '/mine' && me !== null && asksForAccess(me) ? (
        <LinkButton to="/new" variant="default" size="compact-sm" mt="sm">
          Ask for access
        </LinkButton>
      ) : (
        <p>Try another of the filters above.</p>
      )}
    </Empty>
  );
}
