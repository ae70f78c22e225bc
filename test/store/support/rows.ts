import type { GrantId, PersonId, PolicyId, RequestId } from '#contract/scalars.ts';
import { build, type ReadDb } from '../../../src-main/store/connection.ts';
import { idOf } from '../../../src-main/store/ids.ts';
import type { GrantRow, RequestRow } from '../../../src-main/store/schema.ts';

/** A row of `fact_request`, with the ids that its keys stand for. */
export interface RequestWithIds extends RequestRow {
  readonly id: RequestId;
  readonly requester_id: PersonId;
  readonly filed_by_id: PersonId | null;
  readonly policy_id: PolicyId;
  readonly cancelled_by_id: PersonId | null;
}

/** A row of `fact_grant`, with the ids that its keys stand for. */
export interface GrantWithIds extends GrantRow {
  readonly id: GrantId;
  readonly person_id: PersonId;
}

const requests = build
  .selectFrom('fact_request')
  .selectAll()
  .select((e) => [
    idOf(e.ref('id_key')).as('id'),
    idOf(e.ref('requester_key')).as('requester_id'),
    idOf(e.ref('filed_by_key')).as('filed_by_id'),
    idOf(e.ref('policy_key')).as('policy_id'),
    idOf(e.ref('cancelled_by_key')).as('cancelled_by_id'),
  ]);

/** Every request, by number. */
export function allRequests(db: ReadDb): RequestWithIds[] {
  return db.all(requests.orderBy('number'));
}

export function oneRequest(db: ReadDb, number: number): RequestWithIds | undefined {
  return db.first(requests.where('number', '=', number));
}

/** Every grant, by the event that began it. */
export function allGrants(db: ReadDb): GrantWithIds[] {
  return db.all(
    build
      .selectFrom('fact_grant')
      .selectAll()
      .select((e) => [idOf(e.ref('id_key')).as('id'), idOf(e.ref('person_key')).as('person_id')])
      .orderBy('sequence'),
  );
}
