import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from '#contract/names.ts';
import type { Role } from '#contract/people.ts';

const ROLES: Readonly<Record<string, Role>> = { A: 'admin', U: 'auditor', M: 'member' };

/**
 * The roles of each verb by docs/contract.md ("Areas and verbs"). A verb without named roles is not in the answer: it is
 * for everyone signed in or has a rule of its own.
 */
export function rolesInContract(): ReadonlyMap<string, readonly Role[]> {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'contract.md'), 'utf8');
  const found = new Map<string, readonly Role[]>();
  // An entry is one or more verbs, followed at once by their roles; text after a comma is about a special case.
  for (const [, area = '', cell = ''] of text.matchAll(/^\| `(\w+)` +\| (.*?) *\|$/gm))
    for (const [, verbs = '', letters = ''] of cell.matchAll(/((?:`\w+`(?:, )?)+)((?: [AUM](?![\w]))*)/g))
      for (const [, verb = ''] of verbs.matchAll(/`(\w+)`/g)) {
        const roles = letters.split(' ').flatMap((letter) => ROLES[letter] ?? []);
        if (roles.length > 0 && isVerb(area, verb)) found.set(`${area}.${verb}`, roles);
      }
  return found;
}

function isVerb(area: string, verb: string): boolean {
  return Object.entries(areas).some(([name, verbs]) => name === area && verbs.some((known) => known === verb));
}

/** Every verb for a person who is signed in: all except those of the session, and those of the open desk. */
export const signedInVerbs: readonly string[] = Object.entries(areas).flatMap(([area, verbs]) => {
  if (area === 'workspace') return [];
  const open = ['get', 'become', 'signIn', 'enrol', 'recover', 'strength'];
  return verbs.filter((verb) => area !== 'session' || !open.includes(verb)).map((verb) => `${area}.${verb}`);
});
