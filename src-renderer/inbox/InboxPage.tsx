import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RequestsView } from './RequestsView.tsx';

const inbox = getRouteApi('/inbox');
const mine = getRouteApi('/mine');

/** Every request that the viewer may see; what waits for the viewer first. */
export function InboxPage(): ReactNode {
  return <RequestsView to="/inbox" search={inbox.useSearch()} />;
}

/** The viewer's own requests. */
export function MinePage(): ReactNode {
  return <RequestsView to="/mine" search={mine.useSearch()} />;
}
