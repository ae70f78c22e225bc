import { requestInputs } from '../../../src-preload/contract/requests.ts';
import { canSee } from '../../engine/request/permission.ts';
import { loadRequest } from '../../store/queries/requestState.ts';
import { inDirectory, notFound } from '../lookup.ts';
import { no, ok, reads } from '../usecase.ts';
import { loadProgress, viewRequests } from './view.ts';

export const requestGet = reads(requestInputs.get, {}, ({ db, person }, { id }) => {
  const request = loadRequest(db, id);
  if (!request) return no(notFound(db, 'request', id));
  const { directory, progress } = loadProgress(db, [request], person.id);
  const [walked] = progress;
  const visible = walked && canSee(inDirectory(directory, person.id), walked);
  const [view] = visible ? viewRequests(db, [request.number], person.id) : [];
  return view ? ok(view) : no(notFound(db, 'request', id));
});
