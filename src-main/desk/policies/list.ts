import { policyInputs } from '#contract/policies.ts';
import { listPolicies } from '../../store/queries/policyList.ts';
import { paged, reads } from '../usecase.ts';
import { POLICY_READERS } from './view.ts';

export const policyList = reads(policyInputs.list, { roles: POLICY_READERS }, ({ db }, filters) =>
  paged(listPolicies(db, filters)),
);
