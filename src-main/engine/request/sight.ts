import type { Ref } from '#contract/policies.ts';
import type { GroupId, PersonId, PolicyId } from '#contract/scalars.ts';
import { type DirectoryPerson, held, type Span } from '../people/directory.ts';

/**
 * What one person may see of the requests of a desk (docs/rules.md#visibility). People and policies are named by any keys, and filings are
 * counted by sequence or by number, as long as everything in it uses the same.
 */
export interface Sight<Person, Policy> {
  readonly viewer: Person;
  /** Admins and auditors see everything. */
  readonly everything: boolean;
  /** The policies that name the viewer as an approver, each with when a request must have been filed for that to hold. */
  readonly asApprover: ReadonlyMap<Policy, readonly Span[]>;
}

/** A version of a policy: whom its steps name, and when requests were filed under it. */
export interface FiledVersion {
  readonly policyId: PolicyId;
  readonly approvers: readonly Ref[];
  readonly filed: Span;
}

/** Works out what a person sees from their own memberships, by group, and from versions of policies. */
export function sightOf(
  viewer: Pick<DirectoryPerson, 'id' | 'role'>,
  memberships: ReadonlyMap<GroupId, readonly Span[]>,
  versions: readonly FiledVersion[],
): Sight<PersonId, PolicyId> {
  const asApprover = new Map<PolicyId, Span[]>();
  for (const { policyId, approvers, filed } of versions)
    for (const ref of approvers) {
      const own = ref.kind === 'group' ? (memberships.get(ref.id) ?? []) : ref.id === viewer.id ? [filed] : [];
      const spans = own.flatMap((membership) => overlap(membership, filed) ?? []);
      if (spans.length > 0) asApprover.set(policyId, [...(asApprover.get(policyId) ?? []), ...spans]);
    }
  return { viewer: viewer.id, everything: viewer.role !== 'member', asApprover };
}

/**
 * Whether a person sees a request: admins and auditors see all; others their own, those they filed, and those of which they were a
 * named approver when these were filed.
 */
export function sees<Person, Policy>(
  { viewer, everything, asApprover }: Sight<Person, Policy>,
  requester: Person,
  filer: Person | null,
  policy: Policy,
  filed: number,
): boolean {
  if (everything || requester === viewer || filer === viewer) return true;
  const spans = asApprover.get(policy);
  return spans?.some((span) => held(span, filed)) ?? false;
}

function overlap(one: Span, other: Span): Span | null {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to ?? Number.POSITIVE_INFINITY, other.to ?? Number.POSITIVE_INFINITY);
  if (from >= to) return null;
  return { from, to: to === Number.POSITIVE_INFINITY ? null : to };
}
