import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { sha256 } from '../../src-main/ledger/canonical.ts';
import { keyOf } from '../ledger/ledgerBuilder.ts';
import { type Random, seeded } from '../support/generator/random.ts';
import { type Base, makeBases } from './base.ts';
import { type Event, type Json, json, type Late, object, type Sealed, seal } from './seal.ts';

/** A way to tamper with a ledger, and the keys that it needs. */
export const kinds = [
  'a bit of a row',
  'a bit of an event, hash mended',
  'rows dropped, doubled, swapped',
  'a field, signed again by its author, the rest left',
  'a field, signed again by its author, the rest cut off',
  'a field, everything signed again',
  'a value everywhere, everything signed again',
  'events dropped, doubled, moved, everything signed again',
  'an event forged at the end, by the holder of one key',
] as const;
export type Kind = (typeof kinds)[number];

// With every key, the most can be found.
const WEIGHTS: readonly (readonly [Kind, number])[] = [
  ['a bit of a row', 4],
  ['a bit of an event, hash mended', 4],
  ['rows dropped, doubled, swapped', 4],
  ['a field, signed again by its author, the rest left', 8],
  ['a field, signed again by its author, the rest cut off', 20],
  ['a field, everything signed again', 25],
  ['a value everywhere, everything signed again', 5],
  ['events dropped, doubled, moved, everything signed again', 10],
  ['an event forged at the end, by the holder of one key', 20],
];

export interface Mutation {
  readonly seed: number;
  readonly base: string;
  readonly kind: Kind;
  /** The changed event by type, and the field. */
  readonly at: string;
  /** In words, for the list. */
  readonly what: string;
  readonly stored: readonly StoredEvent[];
  /** Whether it is the newest event that was changed. */
  readonly changedLast: boolean;
}

type Path = readonly string[];

/** Makes the mutation of a seed; null if it would change nothing. */
export function mutate(base: Base, whole: Sealed, seed: number): Mutation | null {
  const random = seeded(seed);
  const kind = weighted(random);
  const made = makers[kind]({ base, whole, random });
  if (made === null || same(made.stored, whole.stored)) return null;
  const { at, what, stored } = made;
  const last = whole.stored.length - 1;
  const changedLast = same(stored.slice(0, last), whole.stored.slice(0, last));
  return { seed, base: base.name, kind, at, what, stored, changedLast };
}

interface Task {
  readonly base: Base;
  readonly whole: Sealed;
  readonly random: Random;
}
type Made = Pick<Mutation, 'at' | 'what' | 'stored'> | null;

const makers: Readonly<Record<Kind, (task: Task) => Made>> = {
  'a bit of a row'({ whole, random }) {
    const index = random.int(whole.stored.length);
    const part = random.pick(['bytes', 'hash', 'signature'] as const);
    const stored = whole.stored.map((row, at) => (at === index ? { ...row, [part]: flipped(row[part], random) } : row));
    return { at: `${typeOf(whole, index)} ${part}`, what: 'one bit flipped', stored };
  },
  'a bit of an event, hash mended'({ whole, random }) {
    const index = random.int(whole.stored.length);
    const stored = whole.stored.map((row, at) => {
      if (at !== index) return row;
      const bytes = flipped(row.bytes, random);
      return { ...row, bytes, hash: sha256(bytes) };
    });
    return { at: typeOf(whole, index), what: 'one bit flipped', stored };
  },
  'rows dropped, doubled, swapped'({ whole, random }) {
    const index = random.int(whole.stored.length - 1);
    const how = random.pick(['dropped', 'doubled', 'swapped', 'put at the end']);
    const rows = rearranged(whole.stored, index, how);
    // A removal keeps the numbers or closes the gap.
    const numbered =
      how !== 'dropped' || random.chance(0.5) ? rows.map((row, at) => ({ ...row, sequence: at + 1 })) : rows;
    return { at: typeOf(whole, index), what: how, stored: numbered };
  },
  'a field, signed again by its author, the rest left'({ base, whole, random }) {
    const index = random.int(whole.events.length);
    const edit = editOf(base, whole, index, random);
    if (!edit) return null;
    const one = sealed(whole.events.slice(0, index + 1), base, edit.late(index));
    if (!one) return null;
    const stored = [...one.stored, ...whole.stored.slice(index + 1)];
    return { at: edit.at, what: edit.what, stored };
  },
  'a field, signed again by its author, the rest cut off'({ base, whole, random }) {
    const index = random.int(whole.events.length);
    const edit = editOf(base, whole, index, random);
    const one = edit && sealed(whole.events.slice(0, index + 1), base, edit.late(index));
    return one ? { at: edit.at, what: edit.what, ...one } : null;
  },
  'a field, everything signed again'({ base, whole, random }) {
    const index = random.int(whole.events.length);
    const edit = editOf(base, whole, index, random);
    const one = edit && sealed(whole.events, base, edit.late(index));
    return one ? { at: edit.at, what: edit.what, ...one } : null;
  },
  'a value everywhere, everything signed again'({ base, whole, random }) {
    const index = random.int(whole.events.length);
    const edit = editOf(base, whole, index, random);
    if (!edit || (typeof edit.from !== 'string' && typeof edit.from !== 'number')) return null;
    const everywhere = whole.events.map((event) => object.parse(replaced(event, edit.from, edit.to)));
    const one = sealed(everywhere, base);
    return one ? { at: edit.at, what: `${edit.what}, everywhere`, ...one } : null;
  },
  'events dropped, doubled, moved, everything signed again'({ base, whole, random }) {
    const index = 1 + random.int(whole.events.length - 2);
    const how = random.pick(['dropped', 'doubled', 'swapped', 'put at the end', 'two dropped', 'all after it cut off']);
    const one = sealed(rearranged(whole.events, index, how), base);
    return one ? { at: typeOf(whole, index), what: how, ...one } : null;
  },
  'an event forged at the end, by the holder of one key'({ base, whole, random }) {
    const length = 2 + random.int(whole.events.length - 1);
    const before = whole.events.slice(0, length);
    const model = random.int(whole.events.length);
    const copy = whole.events[model];
    const signedBy = random.pick(before);
    const last = before.at(-1);
    if (!copy || !last) return null;
    const edited = random.chance(0.6) ? editOf(base, whole, model, random) : null;
    const forged = {
      ...(edited ? edited.apply(copy) : copy),
      key: signedBy.key ?? null,
      actor: signedBy.actor ?? null,
      at: moved(String(last.at), random.pick([0, 0, 0, 1, 1_000, 60_000, 3_600_000])),
    };
    // A person who makes something new gives it an id of its own.
    const fresh = random.chance(0.7) ? renamedId(forged, random) : forged;
    const one = sealed([...before, fresh], base);
    const at = `${copy.type}${edited ? ` ${edited.path}` : ''}`;
    return one
      ? {
          at,
          what: `by ${signedBy.type === 'desk.founded' ? 'the founder' : who(base, signedBy)}${edited ? `, ${edited.what}` : ''}`,
          ...one,
        }
      : null;
  },
};

interface Edit {
  readonly at: string;
  readonly path: string;
  readonly what: string;
  readonly from: Json;
  readonly to: Json;
  apply(event: Event): Event;
  late(index: number): Late;
}

// One field of one event gets another value.
function editOf(base: Base, { events }: Sealed, index: number, random: Random): Edit | null {
  const event = events[index];
  if (!event) return null;
  const paths = pathsOf(event);
  // The envelope is small beside the data, and as important.
  const outer = paths.filter((path) => path[0] !== 'data');
  const inner = paths.filter((path) => path[0] === 'data');
  const path = random.chance(0.25) || inner.length === 0 ? random.pick(outer) : random.pick(inner);
  const from = valueAt(event, path);
  const to = otherThan(from, path, base, random);
  if (to === undefined ? from === undefined : JSON.stringify(to) === JSON.stringify(from)) return null;
  const alsoKey = path[0] === 'actor' && random.chance(0.7) ? currentKey(events, index, to) : undefined;
  const apply = (on: Event): Event => {
    const changed = object.parse(withValue(on, path, to));
    return alsoKey === undefined ? changed : { ...changed, key: alsoKey };
  };
  const name = path.join('.').replace(/\.\d+(?=\.|$)/g, '.N');
  return {
    at: `${event.type} ${name}`,
    path: name,
    what: `${brief(from)} became ${brief(to)}${alsoKey === undefined ? '' : ', signed with the key of that person'}`,
    from,
    to: to ?? null,
    apply,
    late: (place) => (on, at) => (at === place ? apply(on) : on),
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
const TIME = /^\d{4}-\d\d-\d\dT/;

/** Another value for a field: of the same kind, of another one, or none (undefined). */
function otherThan(value: Json, path: Path, base: Base, random: Random): Json | undefined {
  const field = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  const others = random.chance(0.4) ? valuesOf(base, field) : [];
  if (others.length > 0) return random.pick(others);
  if (random.chance(0.05)) return undefined;
  if (random.chance(0.05)) return random.pick<Json>([null, 0, 'x', true, {}, []]);
  if (typeof value === 'string') {
    if (UUID.test(value)) return random.pick([...idsOf(base), '0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c']);
    if (TIME.test(value))
      return moved(value, random.pick([1, -1, 1_000, -1_000, 60_000, 3_600_000, -3_600_000, 86_400_000]));
    if (/^[0-9a-f]{64}$/.test(value)) return random.pick([...base.keys.keys(), sha256(value).toString('hex')]);
    return random.pick([
      `${value}x`,
      '',
      ` ${value}`,
      `${value}\u200b`,
      `${value}\u3164`,
      value.toUpperCase(),
      value.slice(1),
      'x'.repeat(257),
      'x'.repeat(4_001),
      `${value}e\u0301`,
      `${value}\u202e`,
      `${value}\n`,
      '*',
      '[a',
      '{1..300}',
      '\u3164',
      '\u200b',
    ]);
  }
  if (typeof value === 'number')
    return random.pick([value + 1, value - 1, 0, -value, value * 2, value + 0.5, 2 ** 31, 1e15, String(value)]);
  if (typeof value === 'boolean') return !value;
  if (value === null) return random.pick<Json>(['x', '', 1, false, ...idsOf(base).slice(0, 3)]);
  if (Array.isArray(value)) {
    const at = random.int(Math.max(value.length, 1));
    const item = value[at];
    return random.pick<Json>([
      value.filter((_, index) => index !== at),
      item === undefined ? [null] : [...value, item],
      [...value].reverse(),
      [],
      item === undefined ? value : [item],
    ]);
  }
  return random.pick<Json>([{ ...value, extra: 1 }, {}, null]);
}

function pathsOf(value: Json, path: Path = []): Path[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([field, inner]) => pathsOf(json.parse(inner), [...path, field]))];
}

function valueAt(value: Json, path: Path): Json {
  return path.reduce<Json>(
    (inner, field) => json.parse(Object.entries(Object(inner)).find(([name]) => name === field)?.[1] ?? null),
    value,
  );
}

// A copy with another value at a path; `undefined` removes the field.
function withValue(value: Json, path: Path, to: Json | undefined): Json {
  const [field, ...rest] = path;
  if (field === undefined) return to ?? null;
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      if (String(index) !== field) return [item];
      return rest.length === 0 && to === undefined ? [] : [withValue(item, rest, to)];
    });
  const entries = Object.entries(object.parse(value));
  return Object.fromEntries(
    entries.flatMap(([name, inner]): [string, Json][] => {
      if (name !== field) return [[name, inner]];
      return rest.length === 0 && to === undefined ? [] : [[name, withValue(inner, rest, to)]];
    }),
  );
}

function replaced(value: Json, from: Json, to: Json): Json {
  if (value === from) return to;
  if (Array.isArray(value)) return value.map((item) => replaced(item, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, replaced(json.parse(inner), from, to)]),
  );
}

function renamedId(event: Event, random: Random): Event {
  const { data, success } = object.safeParse(event.data);
  if (!success || !('id' in data) || !/\.(?:created|submitted|made|started)$/.test(String(event.type))) return event;
  const digits = Buffer.from(random.bytes(6)).toString('hex');
  return { ...event, data: { ...data, id: `0190a5c2-7b1e-7c3d-9f4a-${digits}` } };
}

const pools = new Map<Base, Map<string, Json[]>>();
const ids = new Map<Base, string[]>();

/** Every value that a field of this name has anywhere in the ledger. */
function valuesOf(base: Base, field: string): readonly Json[] {
  const known = pools.get(base) ?? new Map<string, Json[]>();
  pools.set(base, known);
  if (known.size === 0)
    for (const event of base.events)
      for (const path of pathsOf(event)) {
        const name = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
        known.set(name, [...(known.get(name) ?? []), valueAt(event, path)]);
      }
  return known.get(field) ?? [];
}

function idsOf(base: Base): readonly string[] {
  const known = ids.get(base) ?? [
    ...new Set(JSON.stringify(base.events).match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g)),
  ];
  ids.set(base, known);
  return known;
}

// The key with which a person signs at an event.
function currentKey(events: readonly Event[], index: number, personId: Json | undefined): string | undefined {
  let found: Json | undefined;
  for (const event of events.slice(0, index)) if (event.actor === personId) found = event.key;
  return typeof found === 'string' ? found : undefined;
}

function who(base: Base, { actor }: Event): string {
  if (actor === null || actor === undefined) return 'the desk itself';
  for (const event of base.events) {
    const data = object.parse(event.data);
    const person =
      event.type === 'desk.founded' ? object.parse(data.admin) : event.type === 'person.created' ? data : {};
    if (person.id === actor) return String(person.username);
  }
  return 'nobody known';
}

function sealed(events: readonly Json[], base: Base, late?: Late): Sealed | null {
  try {
    return seal(events, base.keys, late);
  } catch (error) {
    // Half of a surrogate pair has no canonical form.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function rearranged<T>(items: readonly T[], index: number, how: string): T[] {
  const item = items.slice(index, index + 1);
  const [before, after] = [items.slice(0, index), items.slice(index + 1)];
  switch (how) {
    case 'dropped':
      return [...before, ...after];
    case 'two dropped':
      return [...before, ...after.slice(1)];
    case 'doubled':
      return [...before, ...item, ...item, ...after];
    case 'swapped':
      return [...before, ...after.slice(0, 1), ...item, ...after.slice(1)];
    case 'put at the end':
      return [...before, ...after, ...item];
    default:
      return [...before, ...item];
  }
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = random.int(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.int(8));
  return copy;
}

function moved(at: string, milliseconds: number): string {
  const time = Date.parse(at) + milliseconds;
  return Number.isNaN(time) ? at : new Date(time).toISOString();
}

function weighted(random: Random): Kind {
  let left = random.next() * WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of WEIGHTS) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'a bit of a row';
}

const typeOf = ({ events }: Sealed, index: number): string => String(events[index]?.type);
const brief = (value: Json | undefined): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 70 ? `${text.slice(0, 70)}…` : text;
};

function same(one: readonly StoredEvent[], other: readonly StoredEvent[]): boolean {
  const image = (rows: readonly StoredEvent[]) =>
    rows
      .map(({ sequence, hash, bytes, signature }) =>
        [sequence, hash, bytes, signature]
          .map((part) => (typeof part === 'number' ? part : Buffer.from(part).toString('base64')))
          .join(),
      )
      .join();
  return image(one) === image(other);
}

/** Keys that anyone can make. */
const spareKeys = Array.from({ length: 3 }, (_, index) => keyOf(`a spare key ${index}`).signer);

let bases: Promise<readonly Base[]> | null = null;

/** The ledgers to tamper with. Made once, by the test that asks first: a desk belongs to the test that opens it. */
export async function basesToMutate(): Promise<readonly Base[]> {
  bases ??= makeBases();
  const made = await bases;
  for (const { keys } of made) for (const spare of spareKeys) keys.set(spare.key.id, spare);
  return made;
}
