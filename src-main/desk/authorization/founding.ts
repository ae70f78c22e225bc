import { FIRST_RULES } from '#contract/events.ts';
import { peopleInputs } from '#contract/people.ts';
import { name } from '#contract/scalars.ts';
import { unfit } from './comparison.ts';
import type { EventOf } from './context.ts';

/** What is wrong with how a desk was founded, as the rest of a sentence; null when nothing is. Whoever founds one is its first admin. */
export function judgeFounding({ data }: EventOf<'desk.founded'>): string | null {
  const { rules = FIRST_RULES } = data;
  const { username, name: called, email } = data.admin;
  return (
    unfit(name, data.name, rules) ?? unfit(peopleInputs.create, { username, name: called, email, role: 'admin' }, rules)
  );
}
