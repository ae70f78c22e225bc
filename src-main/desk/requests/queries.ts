import type { Refusal } from '#contract/refusal.ts';
import { MAX_REMEDIES, MAX_SHADOWED_POLICIES, requestInputs } from '#contract/requests.ts';
import { invalidPattern } from '../../engine/policy/check.ts';
import { matchThen } from '../../engine/policy/match.ts';
import { remediesOf } from '../../engine/request/remedies.ts';
import { groupName } from '../../store/queries/groups.ts';
import { policiesSince } from '../../store/queries/policiesThen.ts';
import { countRequests, listRequests } from '../../store/requestList/lists.ts';
import { notFound, otherKind } from '../kernel/lookup.ts';
import { badCursor, ok, type Reading, reads, refuse } from '../kernel/usecase.ts';
import { POLICY_READERS } from '../policies/view.ts';
import { findVisible, viewRequests } from './view.ts';

interface Filters {
  readonly resource?: string | undefined;
  readonly account?: string | undefined;
  readonly requesterId?: string | undefined;
  readonly policyId?: string | undefined;
}

// Filters can be patterns, which are checked like those of a policy.
function wrongPatterns({ resource, account }: Filters): Record<string, string> {
  return { ...invalidPattern('resource', resource), ...invalidPattern('account', account) };
}

function wrongIds({ db }: Reading, { requesterId, policyId }: Filters): Refusal | null {
  return otherKind(db, 'person', requesterId, 'requesterId') ?? otherKind(db, 'policy', policyId, 'policyId');
}

export const requestQueries = {
  list: reads(requestInputs.list, { check: wrongPatterns }, (context, filters) => {
    const { db, person } = context;
    const wrong = wrongIds(context, filters);
    if (wrong) return refuse(wrong);
    const page = listRequests(db, person, filters);
    if (!page) return refuse(badCursor());
    return ok({ items: viewRequests(db, page.numbers, person.id), nextCursor: page.nextCursor });
  }),
  counts: reads(requestInputs.counts, { check: wrongPatterns }, (context, filters) => {
    const wrong = wrongIds(context, filters);
    return wrong ? refuse(wrong) : ok(countRequests(context.db, context.person, filters));
  }),
  get: reads(requestInputs.get, {}, (context, { id }) => {
    const found = findVisible(context, id);
    if (!found.ok) return found;
    const { db, person } = context;
    const [view] = viewRequests(db, [found.result.request.number], person.id);
    return view ? ok(view) : refuse(notFound(db, 'request', id));
  }),
  /** What an admin could do so that a stuck request can be completed again. */
  remedies: reads(requestInputs.remedies, { roles: ['admin'] }, (context, { id }) => {
    const found = findVisible(context, id);
    if (!found.ok) return found;
    const remedies = remediesOf(found.result.progress, (group) => groupName(context.db, group) ?? group);
    return ok({ ...remedies, alone: remedies.alone.slice(0, MAX_REMEDIES), aloneCount: remedies.alone.length });
  }),
  /** Which policies matched a request when it was filed: the one that it follows, and those with a lower rank. */
  policies: reads(requestInputs.policies, { roles: POLICY_READERS }, (context, { id }) => {
    const found = findVisible(context, id);
    if (!found.ok) return found;
    const { core, db } = context;
    const { resource, account, submittedSequence } = found.result.request;
    const { changed, were } = policiesSince(db, submittedSequence);
    const { winner, shadowed } = matchThen(resource, account, core.caches.matcher(db).contenders(resource, account), {
      changed,
      were: were.map(({ rules, ...policy }) => ({
        ...policy,
        precedence: rules.precedence,
        conditions: rules.conditions,
      })),
    });
    if (!winner) throw new TypeError(`Request ${id} was filed, and no policy matched it.`);
    return ok({ winner, shadowed: shadowed.slice(0, MAX_SHADOWED_POLICIES), shadowedCount: shadowed.length });
  }),
};
