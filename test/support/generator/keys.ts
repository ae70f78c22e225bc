import { type PersonId, personId } from '#contract/scalars.ts';
import type { PersonState } from '../../../src-main/engine/people/commands.ts';
import { enrolKey, issueCode, issueRecoveryKit, recover } from '../../../src-main/engine/people/keys.ts';
import type { KeyPair } from '../../../src-main/identity/keypair.ts';
import { reassess } from './changes.ts';
import type { Organisation } from './organisation.ts';
import { moment, record, type World } from './world.ts';

/**
 * Gives a person a key. In a training desk an admin makes the first one at once; in a real one they enrol it with a one-time code that the
 * admin has issued, and again after each reset.
 */
export function enrol(world: World, at: number, by: PersonId, id: PersonId, reset: boolean): void {
  const code = world.kind === 'real' ? invite(world, at, by, id, reset) : null;
  if (world.kind === 'real' && code === null) return;
  const outcome = enrolKey(personOf(world, id), world.ledgerWriter.makeKey(id).signer.key);
  if (outcome.ok) record(world, at, code === null ? by : id, outcome.facts, code?.signer);
}

/** Prints a recovery kit; the answer is its code. */
export function issueKit(world: World, at: number, by: PersonId): KeyPair {
  const kit = world.ledgerWriter.makePair();
  const outcome = issueRecoveryKit(kit.signer.key);
  if (outcome.ok) record(world, at, by, outcome.facts);
  return kit;
}

/**
 * Schedules the changes of keys in a real desk: the keys of many approvers are reset, some twice and some late, while many
 * requests are open; an admin comes back by the recovery kit; and some new people do not use their codes. Times as in `planChanges`.
 */
export function planKeys(world: World, { admins, requesters }: Organisation, from: number, to: number): void {
  const { schedule, random } = world;
  const [chief, other] = admins;
  if (chief === undefined || other === undefined) throw new TypeError('A desk has two admins.');
  const add = (at: number, make: (world: World, at: number) => void) =>
    schedule.add(Math.floor(at), { kind: 'change', make });
  const length = to - from;
  // The first of them are in groups of three, so their resets make requests stuck.
  for (const id of [...requesters.slice(0, 30), ...requesters.slice(0, 6), other])
    add(from + length * random.next() ** 0.5, (now, time) => resetKey(now, time, chief, id));
  add(from + length * 0.7, (now, time) => comeBack(now, time, chief));
  for (const [index, part] of [0.8, 0.92].entries())
    add(from + length * part, (now, time) => hireUnenrolled(now, time, chief, `newcomer.${index + 1}`));
}

// A one-time code; null if it is refused, as for a disabled person.
function invite(world: World, at: number, by: PersonId, id: PersonId, reset: boolean): KeyPair | null {
  const code = world.ledgerWriter.makePair();
  const outcome = issueCode(personOf(world, id), personOf(world, by), reset, code.signer.key, moment(at));
  if (!outcome.ok) return null;
  record(world, at, by, outcome.facts);
  if (reset) reassessAll(world, at, by);
  return code;
}

function resetKey(world: World, at: number, by: PersonId, id: PersonId): void {
  enrol(world, at, by, id, true);
}

function reassessAll(world: World, at: number, by: PersonId): void {
  reassess(
    world,
    at,
    by,
    [...world.open.values()].map(({ number }) => number),
  );
}

function comeBack(world: World, at: number, id: PersonId): void {
  const kit = issueKit(world, at, id);
  const outcome = recover(personOf(world, id), world.ledgerWriter.makeKey(id).signer.key);
  if (outcome.ok) record(world, at, id, outcome.facts, kit.signer);
  reassessAll(world, at, id);
  issueKit(world, at, id);
}

function hireUnenrolled(world: World, at: number, by: PersonId, username: string): void {
  const id = personId.parse(world.ledgerWriter.newId(at));
  const person = { id, username, name: 'New Comer', email: `${username}@desk.invalid`, role: 'member' } as const;
  record(world, at, by, [{ type: 'person.created', data: person }]);
  invite(world, at, by, id, false);
}

function personOf(world: World, id: PersonId): PersonState {
  const person = world.directory.people.get(id);
  if (!person) throw new TypeError(`Nobody has the id ${id}.`);
  return { ...person, email: `${person.username}@desk.invalid` };
}
