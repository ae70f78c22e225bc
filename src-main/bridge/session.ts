import type { Answer } from '../../src-preload/contract/refusal.ts';
import type { PersonId } from '../../src-preload/contract/scalars.ts';
import { sessionInputs } from '../../src-preload/contract/session.ts';
import type { DeskPort } from './port.ts';

/** Who is signed in in each window. Kept here and nowhere else, so a window cannot say on whose behalf it calls. */
export class Sessions {
  readonly #people = new Map<number, PersonId>();

  /** @returns who is signed in in this window */
  of(window: number): PersonId | null {
    return this.#people.get(window) ?? null;
  }

  /** Forgets a window that was closed. */
  end(window: number): void {
    this.#people.delete(window);
  }

  /**
   * `session.become`: signs a persona of a training workspace in. The desk judges whether this person may be signed in
   * here; this remembers it.
   */
  async become(window: number, desk: DeskPort, input: unknown): Promise<Answer<unknown>> {
    const answer = await desk.call(this.of(window), 'session', 'become', input);
    if (answer.ok) this.#people.set(window, sessionInputs.become.parse(input).personId);
    return answer;
  }
}
