import type { Answer } from '#contract/refusal.ts';
import type { RequestId } from '#contract/scalars.ts';
import { canSee } from '../../engine/request/permission.ts';
import type { Progress } from '../../engine/request/progress.ts';
import { type LoadedRequest, loadRequest } from '../../store/queries/requestState.ts';
import { inDirectory, notFound } from '../lookup.ts';
import { ok, type Reading, refuse } from '../usecase.ts';
import { loadProgress } from './view.ts';

/** A request that the caller may see, with where it stands; NOT_FOUND for everybody else. */
export function findVisible(
  { db, person }: Pick<Reading, 'db' | 'person'>,
  id: RequestId,
): Answer<{ readonly request: LoadedRequest; readonly progress: Progress }> {
  const request = loadRequest(db, id);
  if (!request) return refuse(notFound(db, 'request', id));
  const { directory, progress } = loadProgress(db, [request], person.id);
  const [walked] = progress;
  const visible = walked && canSee(inDirectory(directory, person.id), walked);
  return visible ? ok({ request, progress: walked }) : refuse(notFound(db, 'request', id));
}
