import { grantInputs } from '#contract/grants.ts';
import { listGrants } from '../../store/queries/grantList.ts';
import { loadGrants } from '../../store/queries/grants.ts';
import { otherKind } from '../lookup.ts';
import { grantViews } from '../reasons.ts';
import { badCursor, ok, reads, refuse } from '../usecase.ts';

export const grantList = reads(grantInputs.list, {}, ({ db, person, now }, { endsWithinSeconds, ...filters }) => {
  const wrong = otherKind(db, 'person', filters.personId, 'personId');
  if (wrong) return refuse(wrong);
  const endsUntil = endsWithinSeconds === undefined ? undefined : now.after(endsWithinSeconds);
  const page = listGrants(db, person, { ...filters, endsUntil });
  if (!page) return refuse(badCursor);
  return ok({ items: grantViews(db, loadGrants(db, page.sequences)), nextCursor: page.nextCursor });
});
