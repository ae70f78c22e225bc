import type { WorkspaceHost } from '../desk/host/workspaceHost.ts';

/** What the bridge asks of the desk. */
export type DeskPort = Pick<WorkspaceHost, 'call' | 'onChanged'>;
