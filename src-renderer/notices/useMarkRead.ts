import { useMutation } from '@tanstack/react-query';
import type { Input } from '#contract/contract.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';

/** Marks a notice as read, or it and all that are older. */
export function useMarkRead() {
  return useMutation({
    mutationFn: (input: Input<'notices', 'markRead'>) => call(desk.notices.markRead, input),
    onSettled: () => refresh(['notices']),
  });
}
