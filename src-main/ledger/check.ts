import type { KeyObject } from 'node:crypto';
import type { PublicKey } from '#contract/eventShapes.ts';
import { type DeskEvent, eventCatalogue, FIRST_RULES } from '#contract/events.ts';
import type { LedgerProblem } from '#contract/ledger.ts';
import { EMPTY, type Head, type StoredEvent } from './append.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { importPublicKey, keyId, signatureHolds, whyProvesNothing } from './keys.ts';
import { readEvent } from './read.ts';

interface EnrolledKey {
  /** Whose it is; null for the desk's own. */
  readonly personId: string | null;
  readonly key: KeyObject;
  /** What it may sign: `once`, a one-time code, signs `key.enrolled`; `kit`, a recovery kit, signs `recovery.used`. */
  readonly use: 'events' | 'once' | 'kit';
  /** From when on it signs nothing; null where time does not end it. */
  readonly expiresAt: string | null;
}

/** Checks a ledger event by event. */
export interface LedgerChecker {
  /** Checks the next event. Answers it when it could be read, and every problem found. */
  next(stored: StoredEvent): { readonly event: DeskEvent | null; readonly problems: readonly LedgerProblem[] };
  readonly head: Head;
  /** The rules in force after the newest event, as the ledger says. */
  readonly rules: number;
}

/**
 * Checks the sequence (without gaps), the hashes, the chain, the canonical form, and that each event is signed by the key that its
 * actor had enrolled at that point, or by the one-time code or recovery kit that lets them enrol one.
 */
export function checker(): LedgerChecker {
  const keys = new Map<string, EnrolledKey>();
  /** The key in use, by person. */
  const current = new Map<string, string>();
  /** The desk's own keys in force. */
  const deskKeys = new Set<string>();
  /** The one-time code in force, by person, and the recovery kit in force. */
  const codes = new Map<string, string>();
  let kit: string | null = null;
  let kind: 'real' | 'training' | null = null;
  let rules = FIRST_RULES;
  let head = EMPTY;

  const admit = (
    personId: string | null,
    { id, publicKey }: PublicKey,
    use: EnrolledKey['use'],
    expiresAt: string | null = null,
  ) => {
    const key = importPublicKey(publicKey);
    // Never excused by the age of a ledger: whoever can put such a key in can sign in its owner's name.
    if (key === null && keyId(publicKey) === id) return `the key that it enrols ${whyProvesNothing(publicKey)}`;
    if (key === null || keyId(publicKey) !== id) return 'the key that it enrols is not what its id says';
    if (keys.has(id)) return 'the key that it enrols had been enrolled before';
    keys.set(id, { personId, key, use, expiresAt });
    return null;
  };

  const enrol = (personId: string | null, key: PublicKey): string | null => {
    const wrong = admit(personId, key, 'events');
    if (wrong !== null) return wrong;
    if (personId === null) deskKeys.add(key.id);
    else current.set(personId, key.id);
    return null;
  };

  const enrolments = (event: DeskEvent): (string | null)[] => {
    switch (event.type) {
      case 'desk.founded':
        kind = event.data.kind;
        return [enrol(null, event.data.deskKey), enrol(event.data.admin.id, event.data.admin.key)];
      case 'key.enrolled':
        codes.delete(event.data.personId);
        return [enrol(event.data.personId, event.data.key)];
      case 'enrolment.issued': {
        const { personId, key, expiresAt, reset } = event.data;
        if (reset) current.delete(personId);
        codes.set(personId, key.id);
        return [admit(personId, key, 'once', expiresAt)];
      }
      case 'recovery.issued':
        kit = event.data.key.id;
        return [admit(null, event.data.key, 'kit')];
      case 'recovery.used':
        kit = null;
        codes.delete(event.data.personId);
        return [enrol(event.data.personId, event.data.key)];
      case 'deskKey.enrolled': {
        const { key, replaces } = event.data;
        const known = replaces === null || deskKeys.delete(replaces);
        return [known ? null : 'the key of the desk that it replaces is not in force', enrol(null, key)];
      }
      default:
        return [];
    }
  };

  const isInForce = ({ actor, key }: DeskEvent): boolean =>
    actor === null ? deskKeys.has(key) : current.get(actor) === key;

  // What a key that stands for a code or a kit may sign, and what nothing else may.
  const wrongUse = (event: DeskEvent, signer: EnrolledKey): (string | null)[] => {
    if (event.type === 'key.enrolled' && kind === 'real') {
      const own = signer.use === 'once' && signer.personId === event.actor && event.actor === event.data.personId;
      if (!own) return ['it enrols a key without a one-time code that was issued for that person'];
      if (codes.get(event.data.personId) !== event.key) return ['its one-time code had been used or replaced'];
      return [signer.expiresAt === null || event.at < signer.expiresAt ? null : 'its one-time code had lapsed'];
    }
    if (event.type === 'recovery.used') {
      if (signer.use !== 'kit') return ['it recovers a key without a recovery kit'];
      if (event.actor !== event.data.personId) return ['it recovers a key in the name of somebody else'];
      return [kit === event.key ? null : 'its recovery kit had been used or replaced'];
    }
    if (signer.use !== 'events')
      return [
        `it is signed with ${signer.use === 'once' ? 'a one-time code' : 'a recovery kit'}, which cannot sign ${event.type}`,
      ];
    const own = signer.personId === event.actor;
    return [
      own ? null : 'it is signed with the key of somebody else',
      !own || isInForce(event) ? null : 'it is signed with a key that had been replaced',
    ];
  };

  const wrongPlace = (event: DeskEvent, stored: StoredEvent): (string | null)[] => [
    event.sequence === stored.sequence ? null : `it says that it is number ${event.sequence}`,
    event.previousHash === head.hash ? null : 'it does not continue the event before it',
    event.desk === head.desk ? null : 'it belongs to another desk',
    isOnCalendar(event.at) ? null : `its time, ${event.at}, does not exist`,
    event.at >= head.at || event.type === 'clock.corrected' ? null : 'it is older than the event before it',
    (event.type !== 'clock.corrected' && event.type !== 'clock.confirmed') || event.data.from === head.at
      ? null
      : `it ${event.type === 'clock.corrected' ? 'corrects' : 'confirms'} a clock that stood at ${event.data.from}, but the ledger had reached ${head.at}`,
    (event.type === 'desk.founded') === (head.sequence === 0) ? null : 'a ledger has one founding event, the first',
  ];

  // It says nothing about time, so that no leap of the clock can hide behind it.
  const wrongRules = (event: DeskEvent): (string | null)[] =>
    event.type === 'rules.adopted'
      ? [
          event.data.rules > rules ? null : `it adopts rules ${event.data.rules}, and rules ${rules} were in force`,
          event.at === head.at ? null : 'it adopts rules at another time than that of the event before it',
        ]
      : [];

  const follow = (event: DeskEvent): void => {
    if (event.type === 'desk.founded' && head.sequence === 0) rules = event.data.rules ?? FIRST_RULES;
    if (event.type === 'rules.adopted') rules = Math.max(rules, event.data.rules);
  };

  const wrongSigner = (event: DeskEvent, hash: Uint8Array, signature: Uint8Array): (string | null)[] => {
    const signer = keys.get(event.key);
    if (!signer) return ['it is signed with a key that was not enrolled'];
    const { signer: by } = eventCatalogue[event.type];
    return [
      signatureHolds(signer.key, hash, signature) ? null : 'its signature does not hold',
      ...wrongUse(event, signer),
      by === 'deskOrPerson' || (event.actor === null) === (by === 'desk')
        ? null
        : `${event.type} is not for ${event.actor === null ? 'the desk itself' : 'a person'} to cause`,
    ];
  };

  return {
    get head() {
      return head;
    },
    get rules() {
      return rules;
    },
    next(stored) {
      const hash = sha256(stored.bytes);
      const what: (string | null)[] = [
        gapBefore(head.sequence, stored.sequence),
        hash.equals(stored.hash) ? null : 'its hash is not the hash of its bytes',
      ];
      const read = readEvent(stored.bytes);
      if (read.ok) {
        what.push(...wrongPlace(read.event, stored), ...wrongRules(read.event));
        if (!isCanonical(read.event, stored.bytes)) what.push('its bytes are not in canonical form');
        // The founding event is signed with a key that it enrols itself.
        if (head.sequence === 0) what.push(...enrolments(read.event));
        what.push(...wrongSigner(read.event, hash, stored.signature));
        if (head.sequence > 0) what.push(...enrolments(read.event));
        follow(read.event);
      } else what.push(read.what);
      const hashText = hash.toString('hex');
      head = {
        sequence: stored.sequence,
        hash: hashText,
        at: read.ok ? read.event.at : head.at,
        // Where the founding event is missing, what the first one says is taken for it: one problem, not one for each event.
        desk: head.desk ?? (read.ok ? read.event.desk : null) ?? hashText,
      };
      return {
        event: read.ok ? read.event : null,
        problems: what.flatMap((text) =>
          text === null ? [] : [{ sequence: stored.sequence, what: `Event ${stored.sequence}: ${text}.` }],
        ),
      };
    },
  };
}

function gapBefore(last: number, sequence: number): string | null {
  if (sequence <= last) return 'it is out of order';
  const missing = sequence - last - 1;
  if (missing === 0) return null;
  return missing === 1 ? `event ${last + 1} is missing` : `events ${last + 1} to ${sequence - 1} are missing`;
}

function isCanonical(event: DeskEvent, bytes: Uint8Array): boolean {
  try {
    return Buffer.from(canonicalJson(event), 'utf8').equals(bytes);
  } catch {
    return false;
  }
}

// The format of an event admits a 30th of February; the calendar does not.
function isOnCalendar(at: string): boolean {
  const time = Date.parse(at);
  return !Number.isNaN(time) && new Date(time).toISOString() === at;
}
