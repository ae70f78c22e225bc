import { requestInputs } from '#contract/requests.ts';
import { notFound } from '../lookup.ts';
import { ok, reads, refuse } from '../usecase.ts';
import { viewRequests } from './view.ts';
import { findVisible } from './visible.ts';

export const requestGet = reads(requestInputs.get, {}, (context, { id }) => {
  const found = findVisible(context, id);
  if (!found.ok) return found;
  const { db, person } = context;
  const [view] = viewRequests(db, [found.result.request.number], person.id);
  return view ? ok(view) : refuse(notFound(db, 'request', id));
});
