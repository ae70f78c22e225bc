import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import type { WhatIf } from '#contract/whatIf.ts';
import { call, desk } from '../../../app/desk.ts';
import { begunWhatIfQuery, whatIfQuery } from '../../../app/queries/policies.ts';
import { type PolicyValues, toTyped } from '../form.ts';
import type { Period } from './period.ts';

/** The what-if of a draft, as the wizard's review shows it. */
export interface WhatIfState {
  /** Undefined until a run was started and the desk has answered. */
  readonly run: WhatIf | undefined;
  /** The time of the requests, as a sentence says it. */
  readonly period: string;
  /** Whether the draft was changed since. */
  readonly isOlder: boolean;
  readonly starting: boolean;
  readonly cancelling: boolean;
  readonly refusal: Refusal | undefined;
  readonly start: (period: Period) => void;
  readonly cancel: () => void;
}

/** Starts what-ifs and follows the newest. It outlives the step, and the page, for as long as the desk keeps it. */
export function useWhatIf(values: PolicyValues, replaces: string | undefined): WhatIfState {
  const client = useQueryClient();
  const written = useMemo(() => {
    const draft = toTyped(values);
    return { draft, key: JSON.stringify(draft) };
  }, [values]);
  const begun = useQuery(begunWhatIfQuery(replaces)).data;
  const { data: run, error } = useQuery(whatIfQuery(begun?.id));
  const start = useMutation({
    mutationFn: async ({ words, from, to }: Period) => {
      const { draft, key } = written;
      const { id } = await call(desk.policies.startWhatIf, {
        draft,
        ...(replaces === undefined ? {} : { replaces }),
        ...(from === undefined ? {} : { submittedFrom: from }),
        ...(to === undefined ? {} : { submittedTo: to }),
      });
      return { id, key, period: words };
    },
    onSuccess: (next) => client.setQueryData(begunWhatIfQuery(replaces).queryKey, next),
  });
  const cancel = useMutation({
    mutationFn: (id: string) => call(desk.policies.cancelWhatIf, { id }),
    onSuccess: (next) => client.setQueryData(whatIfQuery(next.id).queryKey, next),
  });
  return {
    run,
    period: begun?.period ?? '',
    isOlder: begun !== null && begun.key !== written.key,
    starting: start.isPending || (begun !== null && run === undefined && error === null),
    cancelling: cancel.isPending,
    refusal: (start.error ?? error ?? cancel.error)?.refusal,
    start: start.mutate,
    cancel: () => {
      if (begun !== null) cancel.mutate(begun.id);
    },
  };
}
