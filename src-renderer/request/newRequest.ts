import { z } from 'zod';
import type { Input } from '../../src-preload/contract/contract.ts';
import { requestInputs } from '../../src-preload/contract/requests.ts';

/** What the address can fill in of a new request. */
export const newRequestSearch = z.object({
  resource: z.string().max(256).optional().catch(undefined),
  account: z.string().max(256).optional().catch(undefined),
});

export interface NewRequestValues {
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number | null;
  readonly justification: string;
  readonly ticket: string;
  /** Empty for oneself. */
  readonly requesterId: string;
}

/** What is sent to the desk for these values. */
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

/** What can be asked of the desk already, or null while resource or account is not a name yet. */
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

/** What is wrong with the values by themselves, by field. */
export function mistakesIn(values: NewRequestValues): Record<string, string> {
  const parsed = requestInputs.submit.safeParse(submission(values));
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]).reverse());
}
