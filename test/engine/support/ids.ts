import {
  type GrantId,
  type GroupId,
  grantId,
  groupId,
  type PersonId,
  type PolicyId,
  personId,
  policyId,
  type RequestId,
  requestId,
} from '#contract/scalars.ts';

const known = new Map<string, string>();

// One id for each kind and name, always the same.
function uuid(kind: string, name: string): string {
  const key = `${kind} ${name}`;
  const id = known.get(key) ?? `0190a5c2-7b1e-7c3d-9f4a-${(known.size + 1).toString(16).padStart(12, '0')}`;
  known.set(key, id);
  return id;
}

export const personOf = (name: string): PersonId => personId.parse(uuid('person', name));
export const groupOf = (name: string): GroupId => groupId.parse(uuid('group', name));
export const policyOf = (name: string): PolicyId => policyId.parse(uuid('policy', name));
export const requestOf = (name: string): RequestId => requestId.parse(uuid('request', name));
export const grantOf = (name: string): GrantId => grantId.parse(uuid('grant', name));
