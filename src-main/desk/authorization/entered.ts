import type { z } from 'zod';
import type { DeskEvent } from '#contract/events.ts';
import { grantInputs } from '#contract/grants.ts';
import { requestInputs } from '#contract/requests.ts';
import { same, whyNotEntered, withoutInvisible } from './comparison.ts';
import type { ReplayContext } from './context.ts';

/** What a person must have entered to cause an event, and the schema of the verb that took it. */
interface Entered {
  readonly schema: z.ZodType;
  readonly input: unknown;
}

/** Null for an event that nobody enters, or that depends on more than its own fields. */
function enteredFor(event: DeskEvent): Entered | null {
  switch (event.type) {
    case 'request.submitted': {
      const { requesterId, resource, account, durationSeconds, justification, ticket } = event.data;
      const input = { resource, account, durationSeconds, justification, ticket, requesterId };
      return { schema: requestInputs.submit, input };
    }
    case 'request.approved':
      return { schema: requestInputs.approve, input: { id: event.data.requestId, comment: event.data.comment } };
    case 'request.rejected':
      return { schema: requestInputs.reject, input: { id: event.data.requestId, comment: event.data.comment } };
    case 'approval.withdrawn':
      return { schema: requestInputs.withdraw, input: { id: event.data.requestId, comment: event.data.comment } };
    case 'request.cancelled':
      return { schema: requestInputs.cancel, input: { id: event.data.requestId, comment: event.data.comment } };
    case 'request.bypassed':
      return { schema: requestInputs.bypass, input: { id: event.data.requestId, reason: event.data.reason } };
    case 'question.asked':
      return { schema: requestInputs.ask, input: { id: event.data.requestId, text: event.data.text } };
    case 'answer.given':
      return { schema: requestInputs.answer, input: { id: event.data.requestId, text: event.data.text } };
    case 'grant.revoked':
      return { schema: grantInputs.revoke, input: { id: event.data.id, reason: event.data.reason } };
    case 'bypass.reviewed':
      return { schema: grantInputs.reviewBypass, input: { id: event.data.grantId, comment: event.data.comment } };
    default:
      return null;
  }
}

/** Whether a person could have entered an event under any rules, as far as its own fields tell. A thread can ask this ahead. */
export function isEvidentlyEntered(event: DeskEvent): boolean {
  const entered = enteredFor(event);
  if (entered === null) return false;
  const parsed = entered.schema.safeParse(entered.input);
  return parsed.success && same(parsed.data, entered.input) && same(withoutInvisible(entered.input), entered.input);
}

/** Why nobody could have entered an event under the rules in force; null if it could be entered. */
export function whyNotEnteredIn({ rules, isEntered }: Pick<ReplayContext, 'rules' | 'isEntered'>, event: DeskEvent) {
  if (isEntered) return null;
  const entered = enteredFor(event);
  return entered && whyNotEntered(entered.schema, entered.input, rules);
}
