import { z } from 'zod';
import type { LedgerFilters } from '../app/queries/ledger.ts';
import { dayEnd, dayStart } from '../ui/time.ts';
import { typesIn } from './kinds.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const word = z.string().max(256).optional().catch(undefined);

/** The part of the address that the ledger reads. Values that do not fit are dropped, not refused. */
export const ledgerSearch = z.object({
  kind: z
    .string()
    .refine((kind) => typesIn(kind).length > 0)
    .optional()
    .catch(undefined),
  person: z.string().max(64).optional().catch(undefined),
  request: z.int().min(1).optional().catch(undefined),
  resource: word,
  account: word,
  text: word,
  from: day,
  to: day,
});
export type LedgerSearch = z.infer<typeof ledgerSearch>;

/** The filters of the desk for an address. Days are those of the viewer's own time zone. */
export function ledgerFilters(search: LedgerSearch): LedgerFilters {
  const { kind, person, request, from, to } = search;
  return {
    ...(kind === undefined ? {} : { types: [...typesIn(kind)] }),
    ...(person === undefined ? {} : { personId: person }),
    ...(request === undefined ? {} : { requestNumber: request }),
    ...written('resource', search.resource),
    ...written('account', search.account),
    ...written('text', search.text),
    ...(from === undefined ? {} : { from: dayStart(from) }),
    ...(to === undefined ? {} : { to: dayEnd(to) }),
  };
}

function written(field: 'resource' | 'account' | 'text', value: string | undefined): LedgerFilters {
  return value === undefined || value.trim() === '' ? {} : { [field]: value };
}
