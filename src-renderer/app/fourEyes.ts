import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from './queries/workspace.ts';

/** Whether changes to rules are proposed to another admin instead of being made at once. False until that is known. */
export function useFourEyes(): boolean {
  return useQuery(settingsQuery()).data?.fourEyes ?? false;
}
