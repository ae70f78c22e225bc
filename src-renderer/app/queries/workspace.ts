import { queryOptions } from '@tanstack/react-query';
import type { Settings } from '#contract/settings.ts';
import { desk, read } from '../desk.ts';

/** Whether there is a desk to call, and where. */
export const workspaceQuery = () =>
  queryOptions({ queryKey: ['workspace', 'get'], queryFn: () => read(desk.workspace.get, {}) });

/** The desks that were opened on this machine lately. */
export const recentDesksQuery = () =>
  queryOptions({ queryKey: ['workspace', 'recent'], queryFn: () => read(desk.workspace.recent, {}) });

/** What this workstation does by itself. */
export const settingsQuery = () =>
  queryOptions({ queryKey: ['settings', 'get'], queryFn: () => read(desk.settings.get, {}) });

/** What the desk needs after it was founded, for admins of a real desk. Under the ledger: every fact can tick a line. */
export const firstStepsQuery = () =>
  queryOptions({ queryKey: ['ledger', 'firstSteps'], queryFn: () => read(desk.settings.firstSteps, {}) });

/** Who is signed in, which workspace this is, and its clock. */
export const sessionQuery = () =>
  queryOptions({ queryKey: ['session', 'get'], queryFn: () => read(desk.session.get, {}) });

/** The version of the settings that a change is based on. */
export const basedOn = (settings: Settings | undefined): { readonly version?: number } =>
  settings === undefined ? {} : { version: settings.version };
