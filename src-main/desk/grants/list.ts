import { grantInputs } from '#contract/grants.ts';
import { listGrants } from '../../store/queries/grantList.ts';
import { loadGrants } from '../../store/queries/grants.ts';
import { otherKind } from '../lookup.ts';
import { tellGrants } from '../reasons.ts';
import { badCursor, no, ok, reads } from '../usecase.ts';

export const grantList = reads(grantInputs.list, {}, ({ db, person, now }, { endsWithinSeconds, ...filters }) => {
  const wrong = otherKind(db, 'person', filters.personId, 'personId');
  if (wrong) return no(wrong);
  const endsUntil = endsWithinSeconds === undefined ? undefined : now.after(endsWithinSeconds);
  const page = listGrants(db, person, { ...filters, endsUntil });
  if (!page) return no(badCursor);
  return ok({ items: tellGrants(db, loadGrants(db, page.sequences)), nextCursor: page.nextCursor });
});
