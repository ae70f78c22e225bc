import { describe, expect, it } from 'vitest';
import type { Fact } from '#contract/events.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { deskKeysInForce } from '../../../src-main/store/queries/keys.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import {
  ADMIN,
  keyOf,
  type LedgerBuilder,
  ledgerBuilder,
  person,
  problemsOf,
  proposal,
  stored,
} from '../../ledger/ledgerBuilder.ts';

const [BOB, EVE] = [person(2), person(5)];
const FIRST = keyOf('real').signer.key;
const SECOND = keyOf('second key of the desk');
const enrolled = (replaces: string | null, key = SECOND.signer.key): Fact => ({
  type: 'deskKey.enrolled',
  data: { key, replaces },
});
const failed: Fact = { type: 'signin.failed', data: { personId: ADMIN } };

/** A real desk under rules 2 with a member, bob, and a second admin, eve. */
function newer(): LedgerBuilder {
  const told = ledgerBuilder('real', 'real');
  const at = told.told.at(-1)?.event.at ?? '';
  told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at });
  for (const [id, username, role] of [
    [BOB, 'bob', 'member'],
    [EVE, 'eve', 'admin'],
  ] as const) {
    const data = { id, username, name: username, email: `${username}@example.org`, role };
    told.tell({ type: 'person.created', data }, ADMIN);
    told.invite(id, keyOf(`code of ${username}`));
    told.enter(id, keyOf(`code of ${username}`), keyOf(`key of ${username}`));
  }
  return told;
}

async function found(told: LedgerBuilder): Promise<{ problems: string[]; inForce: readonly string[] }> {
  const store = await openWith(folder(), told);
  const { problems } = await verifyWorkspace(store.reader, { authority: replayVerifier });
  const inForce = deskKeysInForce(store.reader);
  store.close();
  return { problems: problems.map(({ what }) => what.replace(/^Event \d+: /, '')), inForce };
}

describe('a new key of the desk', () => {
  it('signs events of time from then on, and the previous key signs nothing more', async () => {
    const told = newer();
    told.tell(failed, null);
    told.tell(enrolled(FIRST.id), ADMIN);
    told.tell(failed, null, { pair: SECOND });
    expect(await found(told)).toEqual({ problems: [], inForce: [SECOND.signer.key.id] });
    told.tell(failed, null);
    expect((await found(told)).problems).toEqual(['It is signed with a key that was replaced before.']);
  });

  it('that replaces none is added to the one in force', async () => {
    const told = newer();
    told.tell(enrolled(null), ADMIN);
    told.tell(failed, null, { pair: SECOND });
    told.tell(failed, null);
    expect(await found(told)).toEqual({ problems: [], inForce: [FIRST.id, SECOND.signer.key.id] });
  });

  it.each<readonly [lie: string, tell: (told: LedgerBuilder) => void, wanted: string | RegExp]>([
    [
      'by a member',
      (told) => told.tell(enrolled(FIRST.id), BOB),
      'It is by bob, a member, and deskKey.enrolled is for admins.',
    ],
    [
      'by the desk itself',
      (told) => told.tell(enrolled(FIRST.id), null),
      'The desk itself cannot cause deskKey.enrolled.',
    ],
    [
      'in the place of one that is none of the desk’s',
      (told) => told.tell(enrolled(keyOf('key of bob').signer.key.id), ADMIN),
      'The key of the desk that it replaces is not in force.',
    ],
    [
      'in the place of one that had been replaced',
      (told) => {
        told.tell(enrolled(FIRST.id), ADMIN);
        told.tell(enrolled(FIRST.id, keyOf('third').signer.key), ADMIN);
      },
      'The key of the desk that it replaces is not in force.',
    ],
    [
      'that signs in the name of a person',
      (told) => {
        told.tell(enrolled(FIRST.id), ADMIN);
        told.tell({ type: 'passphrase.changed', data: { personId: ADMIN } }, ADMIN, { pair: SECOND });
      },
      'It is signed with the key of another person.',
    ],
    [
      'while four eyes was on, without a proposal',
      (told) => {
        told.tell({ type: 'desk.updated', data: { fourEyes: true } }, ADMIN);
        told.tell(enrolled(FIRST.id), ADMIN);
      },
      'Four eyes on rules was on, and no proposal that another admin approved contains it.',
    ],
    [
      'that was approved and never made',
      (told) => {
        const changes = [{ type: 'deskKey.enrolled', data: {} } as const];
        told.tell({ type: 'proposal.made', data: { id: proposal(1), number: 1, changes, comment: null } }, ADMIN);
        told.tell({ type: 'proposal.approved', data: { id: proposal(1), comment: null } }, EVE);
      },
      /missing right after it/,
    ],
  ])('is found and named when it was enrolled %s', async (_, tell, wanted) => {
    const told = newer();
    tell(told);
    const { problems } = await found(told);
    expect(problems).toContainEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
  });

  it('is found and named if it is the key of a person', () => {
    const told = newer();
    const { event } = told.tell(enrolled(FIRST.id, keyOf('key of bob').signer.key), ADMIN);
    expect(problemsOf(stored(told))).toEqual([`Event ${event.sequence}: The key that it enrols was enrolled before.`]);
  });

  it('is approved by a second admin and made right after, at one time', async () => {
    const told = newer();
    told.tell({ type: 'desk.updated', data: { fourEyes: true } }, ADMIN);
    const changes = [{ type: 'deskKey.enrolled', data: {} } as const];
    told.tell({ type: 'proposal.made', data: { id: proposal(1), number: 1, changes, comment: null } }, ADMIN);
    const { event } = told.tell({ type: 'proposal.approved', data: { id: proposal(1), comment: null } }, EVE);
    told.tell(enrolled(FIRST.id), EVE, { at: event.at });
    told.tell(failed, null, { pair: SECOND });
    expect((await found(told)).problems).toEqual([]);
  });

  it('is found in a ledger of rules 1, which had none', async () => {
    const told = ledgerBuilder('real', 'real');
    told.tell(enrolled(FIRST.id), ADMIN);
    expect((await found(told)).problems).toContain('Rules 1 have no new keys of the desk.');
  });

  it('is found in a training desk', async () => {
    const told = ledgerBuilder('training');
    told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at: told.told.at(-1)?.event.at ?? '' });
    told.tell(enrolled(keyOf('training').signer.key.id), ADMIN);
    expect((await found(told)).problems).toContain('A training desk keeps the key with which it was founded.');
  });
});
