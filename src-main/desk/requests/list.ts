import type { Refusal } from '#contract/refusal.ts';
import { requestInputs } from '#contract/requests.ts';
import { invalidPattern } from '../../engine/policy/check.ts';
import { countRequests, listRequests } from '../../store/requestList/lists.ts';
import { otherKind } from '../lookup.ts';
import { badCursor, ok, type Reading, reads, refuse } from '../usecase.ts';
import { viewRequests } from './view.ts';

interface Filters {
  readonly resource?: string | undefined;
  readonly account?: string | undefined;
  readonly requesterId?: string | undefined;
  readonly policyId?: string | undefined;
}

// The filters that are patterns, checked like those of a policy.
function wrongPatterns({ resource, account }: Filters): Record<string, string> {
  return { ...invalidPattern('resource', resource), ...invalidPattern('account', account) };
}

function wrongIds({ db }: Reading, { requesterId, policyId }: Filters): Refusal | null {
  return otherKind(db, 'person', requesterId, 'requesterId') ?? otherKind(db, 'policy', policyId, 'policyId');
}

export const requestLists = {
  list: reads(requestInputs.list, { check: wrongPatterns }, (context, filters) => {
    const { db, person } = context;
    const wrong = wrongIds(context, filters);
    if (wrong) return refuse(wrong);
    const page = listRequests(db, person, filters);
    if (!page) return refuse(badCursor);
    return ok({ items: viewRequests(db, page.numbers, person.id), nextCursor: page.nextCursor });
  }),
  counts: reads(requestInputs.counts, { check: wrongPatterns }, (context, filters) => {
    const wrong = wrongIds(context, filters);
    return wrong ? refuse(wrong) : ok(countRequests(context.db, context.person, filters));
  }),
};
