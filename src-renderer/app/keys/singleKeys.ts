import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '../queries/workspace.ts';

/** Whether single letters do something at this workstation. They do not until that is known. */
export function useSingleKeys(): boolean {
  return useQuery(settingsQuery()).data?.singleKeys ?? false;
}
