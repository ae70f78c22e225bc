import type { Fact } from '#contract/events.ts';
import {
  type GroupId,
  grantId,
  groupId,
  importId,
  type PersonId,
  personId,
  policyId,
  proposalId,
  requestId,
} from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { type KeyPair, makeKeyPair } from '../../src-main/identity/keypair.ts';
import { type Appended, append, EMPTY, type Head, type StoredEvent } from '../../src-main/ledger/append.ts';
import { sha256 } from '../../src-main/ledger/canonical.ts';
import { checker } from '../../src-main/ledger/check.ts';

/** A ledger in the making, with the keys of all its people. */
export interface LedgerBuilder {
  readonly told: readonly Appended[];
  /** By person; null for the desk's own. */
  readonly keys: ReadonlyMap<PersonId | null, KeyPair>;
  /** Makes a fact the next event, a minute after the one before, signed with the actor's key or as `odd` says. */
  tell(fact: Fact, actor: PersonId | null, odd?: { readonly pair?: KeyPair; readonly at?: string }): Appended;
  /** Enrols a new key for a person, who signs with it from then on. */
  enrol(owner: PersonId, pair: KeyPair, actor?: PersonId): Appended;
  /** Issues a code to a person, valid for a day; answers its key pair. With a reset, the person's earlier key signs nothing from then on. */
  invite(owner: PersonId, code: KeyPair, reset?: boolean, actor?: PersonId): Appended;
  /** Enrols a new key for a person with their code, as in a real desk. */
  enter(owner: PersonId, code: KeyPair, pair: KeyPair): Appended;
  /** Lets an admin back in by a recovery kit. */
  recover(owner: PersonId, kit: KeyPair, pair: KeyPair): Appended;
}

const uuid = (kind: number, number: number): string =>
  `0190a5c2-7b1e-7c3d-9f4${kind}-${String(number).padStart(12, '0')}`;

export const person = (number: number): PersonId => personId.parse(uuid(1, number));
export const group = (number: number): GroupId => groupId.parse(uuid(2, number));
export const policy = (number: number) => policyId.parse(uuid(3, number));
export const request = (number: number) => requestId.parse(uuid(4, number));
export const accountImport = (number: number) => importId.parse(uuid(6, number));
export const proposal = (number: number) => proposalId.parse(uuid(7, number));
export const grant = (number: number) => grantId.parse(uuid(5, number));

/** The key pair that belongs to a seed. */
export const keyOf = (seed: string): KeyPair => makeKeyPair(() => sha256(seed));

export const ADMIN = person(1);

/** The code on the recovery kit that a real desk begins with. */
export const kitOf = (seed = 'desk'): KeyPair => keyOf(`${seed} kit`);

const DAY_MS = 86_400_000;

/** Begins a ledger with its founding event; that of a real desk with its recovery kit, too. */
export function ledgerBuilder(seed = 'desk', kind: WorkspaceKind = 'training', rules?: number): LedgerBuilder {
  const desk = keyOf(seed);
  const admin = keyOf(`${seed} admin`);
  const keys = new Map<PersonId | null, KeyPair>([
    [null, desk],
    [ADMIN, admin],
  ]);
  const told: Appended[] = [];
  let head: Head = EMPTY;
  const nextAt = () => new Date(Date.UTC(2026, 0, 5, 9, told.length)).toISOString();
  const tell: LedgerBuilder['tell'] = (fact, actor, odd = {}) => {
    const pair = odd.pair ?? keys.get(actor);
    if (!pair) throw new Error(`${actor} has no key.`);
    const at = odd.at ?? nextAt();
    const next = append(head, fact, at, actor, pair.signer);
    head = next.head;
    told.push(next);
    return next;
  };
  const first = { id: ADMIN, username: 'admin', name: 'Ada Admin', email: 'ada@example.org', key: admin.signer.key };
  tell(
    {
      type: 'desk.founded',
      data: { kind, name: 'Übungsplatz', deskKey: desk.signer.key, admin: first, ...(rules ? { rules } : {}) },
    },
    ADMIN,
  );
  const founded = told[0]?.event.at ?? '';
  if (kind === 'real') tell({ type: 'recovery.issued', data: { key: kitOf(seed).signer.key } }, ADMIN, { at: founded });
  // After an event signed with another pair, `pair` is the one that its owner signs with.
  const taking = (owner: PersonId, pair: KeyPair, appended: Appended): Appended => {
    keys.set(owner, pair);
    return appended;
  };
  return {
    told,
    keys,
    tell,
    enrol: (owner, pair, actor = ADMIN) =>
      taking(owner, pair, tell({ type: 'key.enrolled', data: { personId: owner, key: pair.signer.key } }, actor)),
    invite(owner, code, reset = false, actor = ADMIN) {
      const at = nextAt();
      const expiresAt = new Date(Date.parse(at) + DAY_MS).toISOString();
      const data = { personId: owner, key: code.signer.key, expiresAt, reset };
      return tell({ type: 'enrolment.issued', data }, actor, { at });
    },
    enter: (owner, code, pair) =>
      taking(
        owner,
        pair,
        tell({ type: 'key.enrolled', data: { personId: owner, key: pair.signer.key } }, owner, { pair: code }),
      ),
    recover: (owner, kit, pair) =>
      taking(
        owner,
        pair,
        tell({ type: 'recovery.used', data: { personId: owner, key: pair.signer.key } }, owner, { pair: kit }),
      ),
  };
}

/** The stored events of a ledger. */
export const stored = (of: LedgerBuilder): StoredEvent[] => of.told.map((appended) => appended.stored);

/** Every problem that a check finds in events, in order. */
export function problemsOf(events: Iterable<StoredEvent>): string[] {
  const chain = checker();
  return [...events].flatMap((event) => chain.next(event).problems.map(({ what }) => what));
}
