import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { everyoneQuery } from '../app/queries/people.ts';
import { everyPolicyQuery } from '../app/queries/policies.ts';
import { oversees } from '../app/roles.ts';
import { useMe, useNow } from '../app/session.ts';
import type { Known } from './filter/meaning.ts';

/** What a filter line may name. People and policies are read only once they are `wanted`. */
export function useKnown(wanted: boolean): Known {
  const me = useMe();
  const now = useNow();
  const reads = me !== null && oversees(me);
  const { data: people } = useQuery({ ...everyoneQuery(), enabled: wanted });
  const { data: policies } = useQuery({ ...everyPolicyQuery(), enabled: wanted && reads });
  return useMemo(
    () => ({ me: me?.id ?? null, people, policies: reads ? policies : null, now }),
    [me?.id, people, reads, policies, now],
  );
}
