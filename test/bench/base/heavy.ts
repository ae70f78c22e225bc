import type { Condition } from '#contract/policies.ts';

const LONGEST = 256;

// Each pattern gives the index nothing that `prod-db-1` and `postgres` do not have, or nothing at all, and has many ways to match; every
// other one matches both, so that its precedence is worked out, too.
const SHAPES: readonly ((number: number) => string)[] = [
  () => `${'{*[a-c]*,?*}'.repeat(8)}${'*[!z]'.repeat(32)}`,
  (number) => `{${Array.from({ length: 42 }, (_, index) => OPTIONS[(number + index) % OPTIONS.length]).join(',')}}`,
  () => `${'*{p,r,o,s}*'.repeat(4)}${'*[a-z0-9]'.repeat(6)}${'*?'.repeat(79)}`,
  (number) =>
    `{*p*,*r*}{*o*,*d*}{*,?*}{*,[!z]*}{${Array.from({ length: 16 }, (_, index) => OPTIONS[(number + index) % OPTIONS.length]).join(',')}}*`,
];
const OPTIONS = ['*p*o*', 'p?o*', '*?*o*', '?*o*', '*p*?'];

/** Conditions of one policy with the most characters that are allowed, and the highest cost that they can have. */
export function heavyConditions(policy: number, characters: number): Condition[] {
  const conditions: Condition[] = [];
  for (let [left, index] = [characters, 0]; left >= LONGEST && conditions.length < 20; index += 1) {
    const shape = SHAPES[(policy + index) % SHAPES.length];
    const pattern = shape?.(policy + index) ?? '*';
    conditions.push(index % 2 === 0 ? { resource: pattern } : { account: pattern });
    left -= pattern.length;
  }
  return conditions;
}
