import type { AccessRequest } from '#contract/requests.ts';
import { administers, asksForAccess } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { shownName } from '../ui/words.ts';

interface FileAgainProps {
  readonly request: AccessRequest;
}

/** The way from a closed request to a new one like it, for its requester and for admins. */
export function FileAgain({ request }: FileAgainProps) {
  const me = useMe();
  if (me === null || request.status === 'open') return null;
  const own = me.id === request.requester.id;
  if (!(own ? asksForAccess(me) : administers(me))) return null;
  return (
    <div>
      <LinkButton to="/new" search={{ again: request.id }} variant="default">
        {own ? 'File again' : `File again for ${shownName(request.requester)}`}
      </LinkButton>
    </div>
  );
}
