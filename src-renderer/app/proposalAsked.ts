import type { Proposal } from '#contract/proposals.ts';
import { type Asked, asking } from './asking.ts';

/** A call that was refused because another admin has to approve it. */
export interface Proposable {
  readonly area: string;
  readonly verb: string;
  readonly input: unknown;
}

interface Question {
  readonly call: Proposable;
  /** Tells one question from the next. */
  readonly number: number;
}

const proposals = asking<Question, Proposal | null>(null);
let asked = 0;

/** A call that waits for being proposed or not; `settle` says what became of it. */
export type ProposalAsked = Asked<Question, Proposal | null>;

/**
 * Asks the person signed in whether this call is to be proposed to another admin.
 *
 * @returns the proposal; null when none was made, or when nothing is there that could ask
 */
export async function askToPropose(call: Proposable): Promise<Proposal | null> {
  asked += 1;
  return await proposals.ask({ call, number: asked });
}

/** The question that waits to be put to the person; null when there is none. For the one dialog that puts it. */
export const useProposalAsked = proposals.useAsked;
