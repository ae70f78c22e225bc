import { createNanoEvents } from 'nanoevents';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { desk } from './bridge.ts';
import { askForPassphrase, askToPropose } from './questions.ts';

/** The desk's refusal of a call, as the one kind of error that screens meet. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}

/** Thrown for a call that was not made but proposed: another admin has to approve it. The person is being taken to the proposal. */
export class ProposedError extends RefusedError {}

type DeskVerb<I, R> = (input: I) => Promise<Answer<R>>;

const unanswered = (): Refusal => ({ code: 'INTERNAL', message: t('app.unanswered') });

/** The refusal of a call for which the passphrase was asked and not given. */
export const passphraseNotGiven = (): Refusal => ({ code: 'PASSPHRASE_NEEDED', message: t('app.noPassphrase') });

const notProposed = (): Refusal => ({ code: 'FOUR_EYES_NEEDED', message: t('app.notProposed') });

const proposed = (): Refusal => ({ code: 'FOUR_EYES_NEEDED', message: t('app.proposed') });

export { desk };

const namesOfCalls = new Map<unknown, { readonly area: string; readonly verb: string }>(
  Object.entries(desk).flatMap(([area, verbs]) =>
    typeof verbs === 'function' ? [] : Object.entries(verbs).map(([verb, called]) => [called, { area, verb }] as const),
  ),
);

const events = createNanoEvents<{ refused: (refusal: Refusal) => void }>();

/** Calls the listener with every refusal of the desk. */
export function onRefusal(listener: (refusal: Refusal) => void): void {
  events.on('refused', listener);
}

/** What the desk answers to a call that is under way; a desk that cannot be reached answers with a refusal, too. */
export async function answerOf<R>(calling: Promise<Answer<R>>): Promise<Answer<R>> {
  const answer = await calling.catch((): Answer<R> => ({ ok: false, error: unanswered() }));
  if (!answer.ok) events.emit('refused', answer.error);
  return answer;
}

function resultOf<R>(answer: Answer<R>): R {
  if (answer.ok) return answer.result;
  throw new RefusedError(answer.error);
}

/** Reads something from the desk. A refusal becomes a {@link RefusedError}; no dialog asks for anything. */
export async function read<I, R>(verb: DeskVerb<I, R>, input: I): Promise<R> {
  return resultOf(await answerOf(verb(input)));
}

async function withPassphrase<I, R>(verb: DeskVerb<I, R>, input: I): Promise<Answer<R>> {
  const answer = await answerOf(verb(input));
  if (answer.ok || answer.error.code !== 'PASSPHRASE_NEEDED') return answer;
  return (await askForPassphrase()) ? answerOf(verb(input)) : { ok: false, error: passphraseNotGiven() };
}

/**
 * Has the desk do something. Where it wants the passphrase first, the person is asked and the call is made once more; where another admin has to
 * approve it, the person is asked whether to propose it. Answers its result; a refusal, and a desk that cannot be reached, become a
 * {@link RefusedError}, and a call that was proposed instead a {@link ProposedError}.
 */
export async function call<I, R>(verb: DeskVerb<I, R>, input: I): Promise<R> {
  const answer = await withPassphrase(verb, input);
  const named = namesOfCalls.get(verb);
  if (answer.ok || answer.error.code !== 'FOUR_EYES_NEEDED' || named === undefined) return resultOf(answer);
  if ((await askToPropose({ ...named, input })) === null) throw new RefusedError(notProposed());
  throw new ProposedError(proposed());
}
