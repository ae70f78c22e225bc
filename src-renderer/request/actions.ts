import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AccessRequest, Viewer, ViewerAction } from '../../src-preload/contract/requests.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { requestQuery } from '../app/queries/requests.ts';
import type { Act } from '../ui/Decide.tsx';
import { tellDecided } from './decided.ts';

/** Every action there is on a request, most wanted first. */
export const actions = ['approve', 'reject', 'withdraw', 'cancel', 'bypass'] as const satisfies readonly ViewerAction[];

const permission = {
  approve: 'canApprove',
  reject: 'canReject',
  withdraw: 'canWithdraw',
  cancel: 'canCancel',
  bypass: 'canBypass',
} as const satisfies Record<ViewerAction, keyof Viewer>;

/** Whether the desk lets this viewer do that. */
export const may = (viewer: Viewer, action: ViewerAction): boolean => viewer[permission[action]];

function send(id: string, { action, words }: Act<ViewerAction>): Promise<AccessRequest> {
  if (action === 'bypass') return call(desk.requests.bypass, { id, reason: words });
  return call(desk.requests[action], { id, ...(words.trim() === '' ? {} : { comment: words }) });
}

/** Acts on a request. Whatever the answer, the screen then shows how the request really stands. */
export function useAct(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: Act<ViewerAction>) => send(id, act),
    onSuccess: (request, { action }) => {
      cache.setQueryData(requestQuery(id).queryKey, request);
      tellDecided({ request, action });
    },
    onSettled: () => refresh(['requests', 'grants']),
  });
}
