import { asksForAccess } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import type { Show } from './search.ts';

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
  readonly show: Show;
  readonly text: string;
}

/** What an empty list of requests says, and where to go from there. */
export function NothingHere({ to, show, text }: NothingHereProps) {
  const me = useMe();
  if (text.trim() !== '')
    return (
      <Empty title={`Nothing here matches “${text}”.`}>
        <p>The words are looked for in resource, account, requester, ticket and justification.</p>
        <LinkButton to={to} search={{ show }} variant="default" size="compact-sm" mt="sm">
          Clear the search
        </LinkButton>
      </Empty>
    );
  return (
    <Empty title={(to === '/mine' ? nothingOfMine : nothing)[show]}>
      {show === 'waiting' ? (
        <LinkButton to={to} search={{ show: 'open' }} variant="default" size="compact-sm" mt="sm">
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
