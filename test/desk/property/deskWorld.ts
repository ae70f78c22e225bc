import type { Answer } from '#contract/refusal.ts';
import type { Call, World } from '../../engine/property/world.ts';
import type { TestDesk } from '../support.ts';

/** The desk on SQLite, for the same random runs as the pure engine. */
export class DeskWorld implements World {
  readonly #desk: TestDesk;

  constructor(desk: TestDesk) {
    this.#desk = desk;
  }

  execute({ as, area, verb, input }: Call): Promise<Answer<unknown>> {
    return this.#desk.desk.call(this.#desk.desk.findPerson(as), area, verb, input);
  }

  advance(seconds: number): Promise<void> {
    return this.#desk.advance(seconds);
  }
}
