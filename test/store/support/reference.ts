import { type RequestCounts, requestStatuses } from '#contract/requests.ts';
import { compilePattern, prepareName } from '../../../src-main/engine/pattern/compile.ts';
import { approversOf, type DecisionRecord } from '../../../src-main/engine/request/state.ts';
import { parseSearch, searchMatches } from '../../../src-main/engine/text/words.ts';
import { build, type ReadDb } from '../../../src-main/store/connection.ts';
import { idOf } from '../../../src-main/store/ids.ts';
import { storedEvent } from '../../../src-main/store/queries/event.ts';
import type { RequestFilters } from '../../../src-main/store/requestList/filter.ts';
import type { PersonRow, Tables } from '../../../src-main/store/schema.ts';
import { allGrants, allRequests, type GrantWithIds, type RequestWithIds } from './rows.ts';

/**
 * A workspace held in memory, with its lists made in the simplest way, by a scan of every row. Shares no query with the
 * product.
 */
export class Reference {
  readonly people: readonly PersonRow[];
  readonly requests: readonly RequestWithIds[];
  readonly grants: readonly GrantWithIds[];
  readonly groups: readonly Tables['fact_group'][];
  readonly policies: readonly Tables['fact_policy'][];
  readonly #byId: ReadonlyMap<string, PersonRow>;
  readonly #byNumber: ReadonlyMap<number, RequestWithIds>;
  readonly #memberships = new Map<string, Tables['fact_membership'][]>();
  readonly #refs = new Map<string, Tables['fact_policy_ref'][]>();
  readonly #decisions = new Map<number, DecisionRecord[]>();
  readonly #unanswered = new Set<number>();
  readonly #resets = new Map<string, number[]>();
  readonly #seen = new Map<string, Set<number>>();
  readonly #waiting = new Map<string, Set<number>>();

  /** `asOf`: a request or grant that ended by then counts as over, recorded or not. */
  constructor(db: ReadDb, asOf = '') {
    this.people = db.all(build.selectFrom('fact_person').selectAll().orderBy('username_folded'));
    this.requests = allRequests(db).map((row) =>
      row.status === 'open' && row.expires_at <= asOf ? { ...row, status: 'expired', stuck_because: null } : row,
    );
    this.grants = allGrants(db);
    this.groups = db.all(build.selectFrom('fact_group').selectAll().orderBy('name_folded'));
    this.policies = db.all(build.selectFrom('fact_policy').selectAll().orderBy('name_folded'));
    for (const membership of db.all(build.selectFrom('fact_membership').selectAll())) {
      const { person_id } = membership;
      this.#memberships.set(person_id, [...(this.#memberships.get(person_id) ?? []), membership]);
    }
    this.#byId = new Map(this.people.map((person) => [person.id, person]));
    this.#byNumber = new Map(this.requests.map((request) => [request.number, request]));
    for (const ref of db.all(build.selectFrom('fact_policy_ref').selectAll())) {
      const key = `${ref.policy_id} ${ref.version}`;
      this.#refs.set(key, [...(this.#refs.get(key) ?? []), ref]);
    }
    for (const { person_id, sequence } of db.all(build.selectFrom('fact_key_reset').selectAll()))
      this.#resets.set(person_id, [...(this.#resets.get(person_id) ?? []), sequence]);
    for (const { number, ...row } of db.all(
      build
        .selectFrom('fact_decision')
        .select((e) => [
          'number',
          'position',
          'decision',
          'comment',
          'at',
          'sequence',
          idOf(e.ref('person_key')).as('personId'),
        ])
        .orderBy('number')
        .orderBy('sequence'),
    ))
      this.#decisions.set(number, [...(this.#decisions.get(number) ?? []), row]);
    for (const { sequence, bytes } of db.all(
      build.selectFrom('ledger').select(['sequence', 'bytes']).orderBy('sequence'),
    )) {
      const event = storedEvent(sequence, bytes);
      if (event.type !== 'question.asked' && event.type !== 'answer.given') continue;
      const request = this.requests.find(({ id }) => id === event.data.requestId);
      if (event.type === 'question.asked' && request?.status === 'open') this.#unanswered.add(request.number);
      else if (request) this.#unanswered.delete(request.number);
    }
  }

  /** The numbers of a list of requests, in order. */
  list(viewer: PersonRow, filters: RequestFilters, sort: 'newest' | 'oldest' | 'expiring'): number[] {
    const found = this.requests.filter(this.#answering(viewer, filters));
    const numbers = (rows: readonly RequestWithIds[]) => rows.map(({ number }) => number);
    if (sort === 'oldest') return numbers(found);
    if (sort === 'newest') return numbers(found).reverse();
    const open = found
      .filter(({ status }) => status === 'open')
      .sort((a, b) => (a.expires_at === b.expires_at ? a.number - b.number : a.expires_at < b.expires_at ? -1 : 1));
    return [...numbers(open), ...numbers(found.filter(({ status }) => status !== 'open')).reverse()];
  }

  counts(viewer: PersonRow, filters: RequestFilters): RequestCounts {
    const found = this.requests.filter(this.#answering(viewer, filters));
    const [open, approved, rejected, cancelled, expired] = requestStatuses.map(
      (status) => found.filter((request) => request.status === status).length,
    );
    const waiting = this.#numbers(this.#waiting, viewer, (request) => this.#waits(viewer, request));
    const waitingOnMe = found.filter(({ number }) => waiting.has(number)).length;
    return {
      open: open ?? 0,
      approved: approved ?? 0,
      rejected: rejected ?? 0,
      cancelled: cancelled ?? 0,
      expired: expired ?? 0,
      waitingOnMe,
      capped: false,
    };
  }

  /** The fields of a request that a text searches: resource, account, requester, ticket, justification. */
  requestText(request: RequestWithIds): string {
    const requester = this.#byId.get(request.requester_id);
    const { resource, account, ticket, justification } = request;
    return [resource, account, requester?.username, requester?.name, ticket, justification].join(' ');
  }

  grantText(grant: GrantWithIds): string {
    const holder = this.#byId.get(grant.person_id);
    const request = this.#byNumber.get(grant.request_number);
    return [request?.resource, request?.account, holder?.username, holder?.name].join(' ');
  }

  // Answers whether a request matches all filters; patterns and words are compiled once.
  #answering(viewer: PersonRow, filters: RequestFilters): (request: RequestWithIds) => boolean {
    const { status, waitingOnMe, mine, requesterId, policyId, text, submittedFrom, submittedTo, stuck, awaitsAnswer } =
      filters;
    const search = text === undefined ? undefined : parseSearch(text);
    const [resource, account] = [filters.resource, filters.account].map((pattern) => matcher(pattern));
    const seen = this.#numbers(this.#seen, viewer, (request) => this.#sees(viewer, request));
    const waiting = this.#numbers(this.#waiting, viewer, (request) => this.#waits(viewer, request));
    return (request) =>
      seen.has(request.number) &&
      (status === undefined || request.status === status) &&
      (!waitingOnMe || waiting.has(request.number)) &&
      (!mine || request.requester_id === viewer.id) &&
      (requesterId === undefined || request.requester_id === requesterId) &&
      (policyId === undefined || request.policy_id === policyId) &&
      (!resource || resource(request.resource)) &&
      (!account || account(request.account)) &&
      (submittedFrom === undefined || request.submitted_at >= submittedFrom) &&
      (submittedTo === undefined || request.submitted_at <= submittedTo) &&
      (stuck === undefined || stuck === (request.stuck_because !== null)) &&
      (awaitsAnswer === undefined || awaitsAnswer === this.#unanswered.has(request.number)) &&
      (search === undefined || (search !== null && searchMatches(search, this.requestText(request))));
  }

  // The requests with some relation to a person; computed once.
  #numbers(
    known: Map<string, Set<number>>,
    viewer: PersonRow,
    holds: (request: RequestWithIds) => boolean,
  ): Set<number> {
    const numbers = known.get(viewer.id) ?? new Set(this.requests.filter(holds).map(({ number }) => number));
    known.set(viewer.id, numbers);
    return numbers;
  }

  #sees(viewer: PersonRow, request: RequestWithIds): boolean {
    if (viewer.role !== 'member' || viewer.id === request.requester_id || viewer.id === request.filed_by_id)
      return true;
    return this.#refsOf(request).some((ref) => this.#isOneOf(viewer, ref.principal, request.submitted_sequence));
  }

  #waits(viewer: PersonRow, request: RequestWithIds): boolean {
    if (request.status !== 'open' || viewer.role === 'auditor' || viewer.status === 'disabled') return false;
    if (viewer.id === request.requester_id || viewer.id === request.filed_by_id) return false;
    const named = this.#refsOf(request).some(
      (ref) =>
        ref.position === request.open_position &&
        this.#isOneOf(viewer, ref.principal, request.submitted_sequence) &&
        this.#isOneOf(viewer, ref.principal, Number.MAX_SAFE_INTEGER),
    );
    // Anyone who had a person's key reset could use the new key, so it decides nothing that was filed before.
    const resets = this.#resets.get(viewer.id) ?? [];
    if (resets.some((sequence) => sequence > request.submitted_sequence)) return false;
    const decisions = this.#decisions.get(request.number) ?? [];
    const positions = request.distinct_approvers === 1 ? decisions.map(({ position }) => position) : [];
    return named && ![request.open_position, ...positions].some((at) => approversOf({ decisions }, at).has(viewer.id));
  }

  #refsOf(request: RequestWithIds): Tables['fact_policy_ref'][] {
    const refs = this.#refs.get(`${request.policy_id} ${request.policy_version}`) ?? [];
    return refs.filter(({ position }) => position > 0);
  }

  #isOneOf(viewer: PersonRow, principal: string, sequence: number): boolean {
    if (principal === viewer.id) return true;
    return (this.#memberships.get(viewer.id) ?? []).some(
      ({ group_id, from_sequence, to_sequence }) =>
        group_id === principal && from_sequence <= sequence && (to_sequence === null || sequence < to_sequence),
    );
  }
}

function matcher(pattern: string | undefined): ((name: string) => boolean) | undefined {
  if (pattern === undefined) return undefined;
  const compiled = compilePattern(pattern);
  const known = new Map<string, boolean>();
  return (name) => {
    const found = known.get(name) ?? (compiled.ok && compiled.pattern.match(prepareName(name)) !== null);
    known.set(name, found);
    return found;
  };
}
