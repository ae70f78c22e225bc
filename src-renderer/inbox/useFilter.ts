import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { everyoneQuery } from '../app/queries/people.ts';
import { everyPolicyQuery } from '../app/queries/policies.ts';
import type { RequestFilters } from '../app/queries/requests.ts';
import { oversees } from '../app/roles.ts';
import { useMe, useNow } from '../app/session.ts';
import { type Known, meaningOf, type Problem } from './filter/meaning.ts';
import { readPieces } from './filter/pieces.ts';
import { asksMore, type Show, scopeOf, showOf } from './filter/shows.ts';
import { lineIn, type RequestsSearch } from './search.ts';

/** The filter of a list of requests: its line, and its meaning. */
interface Filter {
  readonly line: string;
  readonly known: Known;
  readonly problems: readonly Problem[];
  /** Whether names in the line cannot be looked up yet. */
  readonly pending: boolean;
  /** The question to the desk. */
  readonly filters: RequestFilters;
  /** The same without the choice above the list and without an order. */
  readonly scope: Omit<RequestFilters, 'sort'>;
  /** The choice above the list that the line makes; null for none of them. */
  readonly show: Show | null;
  /** Whether the line asks for more than that choice. */
  readonly more: boolean;
  /** Loads the names that the line can hold. */
  readonly loadNames: () => void;
}

const NAMES_NEEDED = /(?:requester|policy):/i;

/** Reads the filter of a list from the address. */
export function useFilter(to: '/inbox' | '/mine', search: RequestsSearch): Filter {
  const mine = to === '/mine';
  const line = lineIn(search, mine);
  const pieces = useMemo(() => readPieces(line), [line]);
  const [namesWanted, setNamesWanted] = useState(false);
  const known = useKnown(namesWanted || NAMES_NEEDED.test(line));
  const { filters, problems, pending } = meaningOf(pieces, known);
  const { sort: _sort, ...scope } = meaningOf(scopeOf(pieces), known).filters;
  return {
    line,
    known,
    problems,
    pending,
    filters: mine ? { ...filters, mine } : filters,
    scope: mine ? { ...scope, mine } : scope,
    show: showOf(pieces),
    more: asksMore(pieces),
    loadNames: () => setNamesWanted(true),
  };
}

/** The names that a filter line can hold; people and policies once they are `wanted`. */
function useKnown(wanted: boolean): Known {
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
