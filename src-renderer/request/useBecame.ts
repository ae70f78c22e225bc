import { useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { useMe } from '../app/session.ts';
import { endOf } from './next.ts';

// Who brought a request to its end; undefined where time did.
function closerOf({ cancelled, steps }: AccessRequest): string | undefined {
  if (cancelled !== null) return cancelled.by.id;
  return steps
    .flatMap((step) => step.decisions)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)?.person.id;
}

/** What became of a request while somebody looked at it, in a sentence; null while nothing did, or the viewer did it. */
export function useBecame(request: AccessRequest): string | null {
  const me = useMe();
  const [wasOpen] = useState(request.status === 'open');
  if (!wasOpen || request.status === 'open') return null;
  if (request.status !== 'expired' && closerOf(request) === me?.id) return null;
  return `This has just changed. ${endOf(request)}`;
}
