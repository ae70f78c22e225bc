import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AccessRequest, requestInputs, type Viewer, type ViewerAction } from '#contract/requests.ts';
import { DEFAULT_UNDO_SECONDS } from '#contract/settings.ts';
import { refresh } from '../app/client.ts';
import { answerOf, call, desk, RefusedError } from '../app/desk.ts';
import { openKeyFor } from '../app/openKey.ts';
import { requestQuery } from '../app/queries/requests.ts';
import { settingsQuery } from '../app/queries/workspace.ts';
import type { Act } from '../ui/Decide.tsx';
import { announceDecided, announceDeciding } from './decided.ts';
import { signAfterUndo, type UndoableAction } from './pending.ts';

/** The actions on a request, the most common first. */
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

const commented = (words: string) => (words.trim() === '' ? {} : { comment: words });

/** The input of a decision on a request, as it is on screen. */
export const decisionInput = ({ id, newestEvent }: Pick<AccessRequest, 'id' | 'newestEvent'>, words: string) => ({
  id,
  seen: newestEvent,
  ...commented(words),
});

async function decide(request: AccessRequest, action: UndoableAction, words: string, undoSeconds: number) {
  const input = decisionInput(request, words);
  // Invalid input is refused at once, not after a countdown.
  if (undoSeconds === 0 || !requestInputs[action].safeParse(input).success) return call(desk.requests[action], input);
  await openKeyFor(undoSeconds);
  announceDeciding({ request, action });
  return signAfterUndo({ request, action, words }, undoSeconds, async () => {
    // No question for a passphrase now: the viewer may look at something else.
    const answer = await answerOf(desk.requests[action](input));
    if (!answer.ok) throw new RefusedError(answer.error);
    return answer.result;
  });
}

function send(request: AccessRequest, { action, words }: Act<ViewerAction>, undoSeconds: number) {
  const { id } = request;
  switch (action) {
    case 'approve':
    case 'reject':
      return decide(request, action, words, undoSeconds);
    case 'bypass':
      return call(desk.requests.bypass, { id, reason: words });
    case 'withdraw':
    case 'cancel':
      return call(desk.requests[action], { id, ...commented(words) });
  }
}

/** Adds a question or an answer to the thread of a request; after any answer the screen loads the request again. */
export function useWrite({ id, viewer }: AccessRequest) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => call(viewer.canAsk ? desk.requests.ask : desk.requests.answer, { id, text }),
    onSuccess: (answered) => cache.setQueryData(requestQuery(id).queryKey, answered),
    onSettled: () => refresh(['requests']),
  });
}

/**
 * Acts on a request as it is on screen. An approval or a rejection can be undone for a while, and then answers null. After any answer the
 * screen loads the request again.
 */
export function useAct(request: AccessRequest) {
  const cache = useQueryClient();
  const undoSeconds = useQuery(settingsQuery()).data?.undoSeconds ?? DEFAULT_UNDO_SECONDS;
  return useMutation({
    mutationFn: (act: Act<ViewerAction>): Promise<AccessRequest | null> => send(request, act, undoSeconds),
    onSuccess: (answered, { action }) => {
      if (answered === null) return;
      cache.setQueryData(requestQuery(answered.id).queryKey, answered);
      announceDecided({ request: answered, action });
    },
    onSettled: () => refresh(['requests', 'grants']),
  });
}
