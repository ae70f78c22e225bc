import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type PublicKey, publicKey, sha256Hex } from '#contract/eventShapes.ts';
import { type DeskEvent, eventCatalogue, FIRST_RULES } from '#contract/events.ts';
import type { LedgerProblem } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { EMPTY, type Head, type StoredEvent } from './append.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { importPublicKey, importUnjudged, keyId, signatureHolds, whyProvesNothing } from './keys.ts';
import { readEvent, readVouched } from './read.ts';
import { isOnCalendar } from './vouch.ts';

/** What a checker knows after an event, as plain data. Texts that name people are ids. */
export const checkerState = z.strictObject({
  keys: z.array(
    z.strictObject({
      key: publicKey,
      personId: z.string().nullable(),
      use: z.enum(['events', 'once', 'kit']),
      expiresAt: z.string().nullable(),
    }),
  ),
  /** Pairs of a person and the id of their key, or of their one-time code, in force. */
  current: z.array(z.tuple([z.string(), sha256Hex])),
  codes: z.array(z.tuple([z.string(), sha256Hex])),
  deskKeys: z.array(sha256Hex),
  kit: sha256Hex.nullable(),
  kind: z.enum(['real', 'training']).nullable(),
  rules: z.int().min(1),
  head: z.strictObject({
    sequence: z.int().min(0),
    hash: sha256Hex.nullable(),
    at: z.string(),
    desk: sha256Hex.nullable(),
  }),
});
export type CheckerState = z.infer<typeof checkerState>;

interface EnrolledKey {
  /** Whose it is; null for the desk's own. */
  readonly personId: string | null;
  readonly key: KeyObject;
  readonly publicKey: string;
  /** What it may sign: `once`, a one-time code, signs `key.enrolled`; `kit`, a recovery kit, signs `recovery.used`. */
  readonly use: 'events' | 'once' | 'kit';
  /** From when on it signs nothing; null where time does not end it. */
  readonly expiresAt: string | null;
}

/** Checks a ledger event by event. */
export interface LedgerChecker {
  /**
   * Checks the next event. Answers it when it could be read, and every problem found. If the event is vouched for (ledger/vouch.ts), its
   * hash, form and signature are not checked a second time.
   */
  next(
    stored: StoredEvent,
    vouched?: boolean,
  ): { readonly event: DeskEvent | null; readonly problems: readonly LedgerProblem[] };
  readonly head: Head;
  /** The rules in force after the newest event, as the ledger says. */
  readonly rules: number;
  /** What it knows after the newest event. */
  state(): CheckerState;
}

/**
 * Checks the sequence (without gaps), the hashes, the chain, the canonical form, and that each event is signed by the key that its
 * actor had enrolled at that point, or by the one-time code or recovery kit that lets them enrol one. `from` is the state after an event
 * that was checked earlier; the next one is then the one after it.
 */
export function checker(from?: CheckerState): LedgerChecker {
  const keys = new Map<string, EnrolledKey>(from?.keys.map(enrolledIn));
  /** The key in use, by person. */
  const current = new Map<string, string>(from?.current);
  /** The desk's own keys in force. */
  const deskKeys = new Set<string>(from?.deskKeys);
  /** The one-time code in force, by person, and the recovery kit in force. */
  const codes = new Map<string, string>(from?.codes);
  let kit: string | null = from?.kit ?? null;
  let kind: 'real' | 'training' | null = from?.kind ?? null;
  let rules = from?.rules ?? FIRST_RULES;
  let head: Head = from?.head ?? EMPTY;
  /** Whether the event that is being checked was vouched for. */
  let isVouched = false;

  const admit = (
    personId: string | null,
    { id, publicKey }: PublicKey,
    use: EnrolledKey['use'],
    expiresAt: string | null = null,
  ) => {
    // Voucher and key id are about the same bytes, so a key that was judged there need not be judged again.
    if (isVouched) {
      const sound = importUnjudged(publicKey);
      if (sound === null) throw new TypeError(`A voucher accepted key ${id}, which is none.`);
      if (keys.has(id)) return t('chain.key.repeated');
      keys.set(id, { personId, key: sound, publicKey, use, expiresAt });
      return null;
    }
    const key = importPublicKey(publicKey);
    // Never excused by the age of a ledger: a person who can put such a key in can sign in its owner's name.
    const weakness = key === null && keyId(publicKey) === id ? whyProvesNothing(publicKey) : null;
    if (weakness !== null) return t(`chain.key.weak.${weakness}`);
    if (key === null || keyId(publicKey) !== id) return t('chain.key.otherId');
    if (keys.has(id)) return t('chain.key.repeated');
    keys.set(id, { personId, key, publicKey, use, expiresAt });
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
        return [known ? null : t('chain.key.replacesUnknown'), enrol(null, key)];
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
      if (!own) return [t('chain.key.withoutCode')];
      if (codes.get(event.data.personId) !== event.key) return [t('chain.key.codeUsed')];
      return [signer.expiresAt === null || event.at < signer.expiresAt ? null : t('chain.key.codeExpired')];
    }
    if (event.type === 'recovery.used') {
      if (signer.use !== 'kit') return [t('chain.key.withoutKit')];
      if (event.actor !== event.data.personId) return [t('chain.key.kitForOther')];
      return [kit === event.key ? null : t('chain.key.kitUsed')];
    }
    if (signer.use !== 'events') return [t(`chain.signature.${signer.use}`, { type: event.type })];
    const own = signer.personId === event.actor;
    return [own ? null : t('chain.signature.ofOther'), !own || isInForce(event) ? null : t('chain.signature.replaced')];
  };

  const wrongPlace = (event: DeskEvent, stored: StoredEvent, vouched: boolean): (string | null)[] => [
    event.sequence === stored.sequence ? null : t('chain.otherNumber', { number: event.sequence }),
    event.previousHash === head.hash ? null : t('chain.notContinued'),
    event.desk === head.desk ? null : t('chain.otherDesk'),
    vouched || isOnCalendar(event.at) ? null : t('chain.noSuchTime', { at: event.at }),
    event.at >= head.at || event.type === 'clock.corrected' ? null : t('chain.older'),
    (event.type !== 'clock.corrected' && event.type !== 'clock.confirmed') || event.data.from === head.at
      ? null
      : t(event.type === 'clock.corrected' ? 'chain.corrects' : 'chain.confirms', {
          from: event.data.from,
          at: head.at,
        }),
    (event.type === 'desk.founded') === (head.sequence === 0) ? null : t('chain.founding'),
  ];

  // It says nothing about time, so that no leap of the clock can hide behind it.
  const wrongRules = (event: DeskEvent): (string | null)[] =>
    event.type === 'rules.adopted'
      ? [
          event.data.rules > rules ? null : t('chain.rules', { adopted: event.data.rules, inForce: rules }),
          event.at === head.at ? null : t('chain.rulesAtOtherTime'),
        ]
      : [];

  const follow = (event: DeskEvent): void => {
    if (event.type === 'desk.founded' && head.sequence === 0) rules = event.data.rules ?? FIRST_RULES;
    if (event.type === 'rules.adopted') rules = Math.max(rules, event.data.rules);
  };

  const wrongSigner = (event: DeskEvent, holds: (key: KeyObject) => boolean): (string | null)[] => {
    const signer = keys.get(event.key);
    if (!signer) return [t('chain.signature.notEnrolled')];
    const { signer: by } = eventCatalogue[event.type];
    return [
      holds(signer.key) ? null : t('chain.signature.wrong'),
      ...wrongUse(event, signer),
      by === 'deskOrPerson' || (event.actor === null) === (by === 'desk')
        ? null
        : t(event.actor === null ? 'chain.signature.notForDesk' : 'chain.signature.notForPerson', { type: event.type }),
    ];
  };

  return {
    get head() {
      return head;
    },
    get rules() {
      return rules;
    },
    state: () => ({
      keys: Array.from(keys, ([id, { key: _, publicKey, ...rest }]) => ({ key: { id, publicKey }, ...rest })),
      current: [...current],
      codes: [...codes],
      deskKeys: [...deskKeys],
      kit,
      kind,
      rules,
      head,
    }),
    next(stored, vouched = false) {
      isVouched = vouched;
      const hash = vouched ? Buffer.from(stored.hash) : sha256(stored.bytes);
      const what: (string | null)[] = [
        gapBefore(head.sequence, stored.sequence),
        hash.equals(stored.hash) ? null : t('chain.otherHash'),
      ];
      const read = vouched ? ({ ok: true, event: readVouched(stored.bytes) } as const) : readEvent(stored.bytes);
      if (read.ok) {
        what.push(...wrongPlace(read.event, stored, vouched), ...wrongRules(read.event));
        if (!vouched && !isCanonical(read.event, stored.bytes)) what.push(t('chain.notCanonical'));
        // The founding event is signed with a key that it enrols itself.
        if (head.sequence === 0) what.push(...enrolments(read.event));
        what.push(...wrongSigner(read.event, (key) => vouched || signatureHolds(key, hash, stored.signature)));
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
      const { sequence } = stored;
      const problems: LedgerProblem[] = [];
      for (const text of what)
        if (text !== null) problems.push({ sequence, what: t('chain.problem', { sequence, what: text }) });
      return { event: read.ok ? read.event : null, problems };
    },
  };
}

// The state was taken from a check that had judged the key.
function enrolledIn({ key: { id, publicKey }, ...rest }: CheckerState['keys'][number]): [string, EnrolledKey] {
  const key = importUnjudged(publicKey);
  if (key === null) throw new TypeError(`Key ${id} of a checked state is none.`);
  return [id, { ...rest, key, publicKey }];
}

function gapBefore(last: number, sequence: number): string | null {
  if (sequence <= last) return t('chain.outOfOrder');
  const missing = sequence - last - 1;
  return missing === 0 ? null : t('chain.missing', { count: missing, first: last + 1, last: sequence - 1 });
}

function isCanonical(event: DeskEvent, bytes: Uint8Array): boolean {
  try {
    return Buffer.from(canonicalJson(event), 'utf8').equals(bytes);
  } catch {
    return false;
  }
}
