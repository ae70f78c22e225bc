import { z } from 'zod';
import type { Input } from '#contract/contract.ts';
import type { Person } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { type AccessRequest, type RequestPreview, requestInputs } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';

/** The fields of a new request that the address can fill in. */
export const newRequestSearch = z.object({
  resource: z.string().max(256).optional().catch(undefined),
  account: z.string().max(256).optional().catch(undefined),
  /** The id of a closed request to file again. */
  again: z.string().max(64).optional().catch(undefined),
});
export type NewRequestSearch = z.infer<typeof newRequestSearch>;

export interface NewRequestValues {
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number | null;
  readonly justification: string;
  readonly ticket: string;
  /** Empty for the viewer. */
  readonly requesterId: string;
}

/** The first values of a new request; `before` is the request to file again, if there is one. */
export function startingWith(
  search: NewRequestSearch,
  before: AccessRequest | undefined,
  me: Pick<Person, 'id' | 'role'> | null,
): NewRequestValues {
  const forOther = before !== undefined && me?.role === 'admin' && before.requester.id !== me.id;
  return {
    resource: before?.resource ?? search.resource ?? '',
    account: before?.account ?? search.account ?? '',
    durationSeconds: before?.durationSeconds ?? 3_600,
    justification: before?.justification ?? '',
    ticket: before?.ticket ?? '',
    requesterId: forOther ? before.requester.id : '',
  };
}

/** The input of `requests.submit` for these values. */
export function submission(values: NewRequestValues): Input<'requests', 'submit'> {
  return {
    resource: values.resource,
    account: values.account,
    durationSeconds: values.durationSeconds ?? 0,
    ...(values.justification.trim() === '' ? {} : { justification: values.justification }),
    ...(values.ticket.trim() === '' ? {} : { ticket: values.ticket }),
    ...(values.requesterId === '' ? {} : { requesterId: values.requesterId }),
  };
}

/** The input of `requests.preview` for these values; null while resource or account is not a name yet. */
export function previewOf(
  values: Pick<NewRequestValues, 'resource' | 'account' | 'durationSeconds' | 'requesterId'>,
): Input<'requests', 'preview'> | null {
  const asked = {
    resource: values.resource,
    account: values.account,
    ...(values.durationSeconds === null ? {} : { durationSeconds: values.durationSeconds }),
    ...(values.requesterId === '' ? {} : { requesterId: values.requesterId }),
  };
  return requestInputs.preview.safeParse(asked).success ? asked : null;
}

/** Required fields of the policy that are still empty: a sentence by field. */
export function missingPaperwork(
  { justification, ticket }: Pick<NewRequestValues, 'justification' | 'ticket'>,
  policy: RequestPreview['policy'],
): Record<string, string> {
  return {
    ...(policy?.requireJustification === true && justification.trim() === ''
      ? { justification: t('request.new.justificationMissing', { policy: policy.name }) }
      : {}),
    ...(policy?.requireTicket === true && ticket.trim() === ''
      ? { ticket: t('request.new.ticketMissing', { policy: policy.name }) }
      : {}),
  };
}

/** The sentence of a refusal by the field it is about; empty if it is about none. */
export function fieldsOf(refusal: Refusal | null | undefined): Readonly<Record<string, string>> {
  switch (refusal?.code) {
    case 'INVALID_INPUT':
      return refusal.fields ?? {};
    case 'DURATION_OUT_OF_RANGE':
      return { durationSeconds: refusal.message };
    case 'NO_MATCHING_POLICY':
      return { account: t('request.new.noPolicy') };
    case 'DUPLICATE_REQUEST':
      return { account: t('request.new.duplicate') };
    default:
      return {};
  }
}

/** Mistakes in the values themselves, by field. */
export function mistakesIn(values: NewRequestValues): Record<string, string> {
  const parsed = requestInputs.submit.safeParse(submission(values));
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]).reverse());
}
