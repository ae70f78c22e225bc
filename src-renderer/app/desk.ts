import type { DeskBridge } from '../../src-preload/contract/contract.ts';
import type { Answer, Refusal } from '../../src-preload/contract/refusal.ts';

declare global {
  interface Window {
    readonly desk: DeskBridge;
  }
}

/** The desk's refusal of a call, as the one kind of error that screens meet. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}

type DeskVerb<I, R> = (input: I) => Promise<Answer<R>>;

const unanswered: Refusal = {
  code: 'INTERNAL',
  message: 'The desk did not answer. Try again; if it stays silent, close Countersign and open it again.',
};

/** The bridge to the desk. */
export const desk = window.desk;

/** Calls a verb of the desk. Answers its result; a refusal, and a desk that cannot be reached, become a {@link RefusedError}. */
export async function call<I, R>(verb: DeskVerb<I, R>, input: I): Promise<R> {
  const answer = await verb(input).catch((): Answer<R> => ({ ok: false, error: unanswered }));
  if (answer.ok) return answer.result;
  throw new RefusedError(answer.error);
}
