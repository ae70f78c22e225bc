import { MAX_SHADOWED_POLICIES, requestInputs } from '#contract/requests.ts';
import { matchThen } from '../../engine/policy/match.ts';
import { policiesSince } from '../../store/queries/policiesThen.ts';
import { POLICY_READERS } from '../policies/view.ts';
import { ok, reads } from '../usecase.ts';
import { findVisible } from './visible.ts';

/** Which policies matched a request at the moment it was filed: the one that it follows, and those that lost. */
export const requestPolicies = reads(requestInputs.policies, { roles: POLICY_READERS }, (context, { id }) => {
  const found = findVisible(context, id);
  if (!found.ok) return found;
  const { core, db } = context;
  const { resource, account, submittedSequence } = found.result.request;
  const { changed, were } = policiesSince(db, submittedSequence);
  const { winner, shadowed } = matchThen(resource, account, core.matcher(db).contenders(resource, account), {
    changed,
    were: were.map(({ rules, ...policy }) => ({
      ...policy,
      precedence: rules.precedence,
      conditions: rules.conditions,
    })),
  });
  if (!winner) throw new TypeError(`Request ${id} was filed, and no policy matched it.`);
  return ok({ winner, shadowed: shadowed.slice(0, MAX_SHADOWED_POLICIES), shadowedCount: shadowed.length });
});
