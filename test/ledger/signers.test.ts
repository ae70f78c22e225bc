import { describe, expect, it } from 'vitest';
import type { PersonId } from '#contract/scalars.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { ADMIN, keyOf, kitOf, type LedgerBuilder, ledgerBuilder, person, problemsOf, stored } from './ledgerBuilder.ts';

const [BOB, CAROL] = [person(2), person(3)];
const code = keyOf('code');
const DAY_MS = 86_400_000;

/** A real desk with bob and carol, who have no key yet. Four events; the next one has number 5. */
function realDesk(): LedgerBuilder {
  const desk = ledgerBuilder('desk', 'real');
  for (const [id, username] of [
    [BOB, 'bob'],
    [CAROL, 'carol'],
  ] as const)
    desk.tell(
      {
        type: 'person.created',
        data: { id, username, name: username, email: `${username}@example.org`, role: 'member' },
      },
      ADMIN,
    );
  return desk;
}

/** The same desk after bob has enrolled with his code. The next event has number 7. */
function bobIn(): LedgerBuilder {
  const desk = realDesk();
  desk.invite(BOB, code);
  desk.enter(BOB, code, keyOf('bob'));
  return desk;
}

const disable = (desk: LedgerBuilder, actor: PersonId | null, pair = keyOf('bob')) =>
  desk.tell({ type: 'person.disabled', data: { id: CAROL } }, actor, { pair });

const enrolment = (owner: PersonId, seed: string) =>
  ({ type: 'key.enrolled', data: { personId: owner, key: keyOf(seed).signer.key } }) as const;

describe('in a real desk, a one-time code', () => {
  it('enrols a key for its owner, once', () => {
    const desk = bobIn();
    expect(problemsOf(stored(desk))).toEqual([]);
    desk.enter(BOB, code, keyOf('bob, again'));
    expect(problemsOf(stored(desk))).toEqual(['Event 7: Its one-time code was used or replaced before.']);
  });

  it('is needed: neither the owner’s key, nor an admin’s, nor another person’s code enrols a key', () => {
    const without = ['Event 7: It enrols a key without a one-time code that was issued for that person.'];
    const byOwner = bobIn();
    byOwner.tell(enrolment(BOB, 'bob, second'), BOB);
    expect(problemsOf(stored(byOwner))).toEqual(without);
    const byAdmin = bobIn();
    byAdmin.tell(enrolment(BOB, 'bob, second'), ADMIN);
    expect(problemsOf(stored(byAdmin))).toEqual(without);
    const [forOther, byOther] = [realDesk(), realDesk()];
    for (const desk of [forOther, byOther]) {
      desk.invite(BOB, code);
      desk.invite(CAROL, keyOf('code of carol'));
    }
    forOther.tell(enrolment(CAROL, 'carol'), BOB, { pair: code });
    expect(problemsOf(stored(forOther))).toEqual(without);
    byOther.tell(enrolment(BOB, 'bob'), BOB, { pair: keyOf('code of carol') });
    expect(problemsOf(stored(byOther))).toEqual(without);
  });

  it('is replaced by a new one', () => {
    const desk = realDesk();
    desk.invite(BOB, code);
    desk.invite(BOB, keyOf('new code'));
    desk.enter(BOB, code, keyOf('bob'));
    expect(problemsOf(stored(desk))).toEqual(['Event 7: Its one-time code was used or replaced before.']);
  });

  it('expires at its end, not before', () => {
    for (const [early, problems] of [
      [1, []],
      [0, ['Event 6: Its one-time code had expired.']],
    ] as const) {
      const desk = realDesk();
      const issued = Date.parse(desk.invite(BOB, code).event.at);
      const at = new Date(issued + DAY_MS - early).toISOString();
      desk.tell(enrolment(BOB, 'bob'), BOB, { pair: code, at });
      expect(problemsOf(stored(desk))).toEqual(problems);
    }
  });

  it('signs nothing else', () => {
    const desk = realDesk();
    desk.invite(BOB, code);
    disable(desk, BOB, code);
    expect(problemsOf(stored(desk))).toEqual([
      'Event 6: It is signed with a one-time code, which cannot sign person.disabled.',
    ]);
  });

  it('leaves the key of its owner in force, unless it is for a reset', () => {
    for (const [reset, problems] of [
      [false, []],
      [true, ['Event 8: It is signed with a key that was replaced before.']],
    ] as const) {
      const desk = bobIn();
      desk.invite(BOB, keyOf('new code'), reset);
      disable(desk, BOB);
      expect(problemsOf(stored(desk))).toEqual(problems);
    }
  });
});

describe('a recovery kit', () => {
  it('brings its user back, once', () => {
    const desk = realDesk();
    desk.recover(ADMIN, kitOf(), keyOf('admin, back'));
    expect(problemsOf(stored(desk))).toEqual([]);
    desk.recover(ADMIN, kitOf(), keyOf('admin, back again'));
    expect(problemsOf(stored(desk))).toEqual(['Event 6: Its recovery kit was used or replaced before.']);
  });

  it('is needed: no other key recovers one', () => {
    const desk = bobIn();
    desk.recover(BOB, keyOf('bob'), keyOf('bob, second'));
    expect(problemsOf(stored(desk))).toEqual(['Event 7: It recovers a key without a recovery kit.']);
  });

  it('recovers no key for anyone but its user', () => {
    const desk = realDesk();
    const data = { personId: BOB, key: keyOf('bob').signer.key };
    desk.tell({ type: 'recovery.used', data }, ADMIN, { pair: kitOf() });
    expect(problemsOf(stored(desk))).toEqual(['Event 5: It recovers a key in the name of another person.']);
  });

  it('is replaced by a new one', () => {
    const desk = realDesk();
    desk.tell({ type: 'recovery.issued', data: { key: keyOf('new kit').signer.key } }, ADMIN);
    desk.recover(ADMIN, kitOf(), keyOf('admin, back'));
    expect(problemsOf(stored(desk))).toEqual(['Event 6: Its recovery kit was used or replaced before.']);
  });

  it('ends a one-time code of its user', () => {
    const desk = realDesk();
    desk.invite(ADMIN, code);
    desk.recover(ADMIN, kitOf(), keyOf('admin, back'));
    desk.enter(ADMIN, code, keyOf('admin, third'));
    expect(problemsOf(stored(desk))).toEqual(['Event 7: Its one-time code was used or replaced before.']);
  });

  it('signs nothing else', () => {
    const desk = realDesk();
    disable(desk, ADMIN, kitOf());
    expect(problemsOf(stored(desk))).toEqual([
      'Event 5: It is signed with a recovery kit, which cannot sign person.disabled.',
    ]);
  });
});

describe('a key of the desk', () => {
  const second = keyOf('desk, second');
  const tick = (desk: LedgerBuilder, pair = keyOf('desk')) =>
    desk.tell({ type: 'signin.failed', data: { personId: ADMIN } }, null, { pair });
  const replace = (desk: LedgerBuilder, replaces: string | null) =>
    desk.tell({ type: 'deskKey.enrolled', data: { key: second.signer.key, replaces } }, ADMIN);

  it('signs beside an earlier one that it does not replace', () => {
    const desk = realDesk();
    replace(desk, null);
    tick(desk);
    tick(desk, second);
    expect(problemsOf(stored(desk))).toEqual([]);
  });

  it('takes the place of one that it replaces', () => {
    const desk = realDesk();
    replace(desk, keyOf('desk').signer.key.id);
    tick(desk, second);
    tick(desk);
    expect(problemsOf(stored(desk))).toEqual(['Event 7: It is signed with a key that was replaced before.']);
  });

  it('replaces none that is not in force', () => {
    const desk = realDesk();
    replace(desk, keyOf('stranger').signer.key.id);
    expect(problemsOf(stored(desk))).toEqual(['Event 5: The key of the desk that it replaces is not in force.']);
  });
});

describe('the clock', () => {
  const standsAt = (desk: LedgerBuilder) => desk.told.at(-1)?.event.at ?? '';
  const EARLIER = '2026-01-05T08:00:00.000Z';

  it('is corrected to an earlier time, from where it stood', () => {
    const desk = realDesk();
    desk.tell({ type: 'clock.corrected', data: { from: standsAt(desk) } }, ADMIN, { at: EARLIER });
    expect(problemsOf(stored(desk))).toEqual([]);
    desk.tell({ type: 'clock.corrected', data: { from: standsAt(realDesk()) } }, ADMIN);
    expect(problemsOf(stored(desk))).toEqual([
      `Event 6: It corrects a clock that stood at 2026-01-05T09:03:00.000Z, but the ledger had reached ${EARLIER}.`,
    ]);
  });

  it('is confirmed where it stood, and at no earlier time', () => {
    const desk = realDesk();
    desk.tell({ type: 'clock.confirmed', data: { from: standsAt(desk) } }, ADMIN);
    expect(problemsOf(stored(desk))).toEqual([]);
    desk.tell({ type: 'clock.confirmed', data: { from: EARLIER } }, ADMIN);
    expect(problemsOf(stored(desk))).toEqual([
      `Event 6: It confirms a clock that stood at ${EARLIER}, but the ledger had reached 2026-01-05T09:04:00.000Z.`,
    ]);
    const back = realDesk();
    back.tell({ type: 'clock.confirmed', data: { from: standsAt(back) } }, ADMIN, { at: EARLIER });
    expect(problemsOf(stored(back))).toEqual(['Event 5: It is older than the event before it.']);
  });
});

describe('the number of the rules', () => {
  const adopt = (desk: LedgerBuilder, rules: number, at = desk.told.at(-1)?.event.at ?? '') =>
    desk.tell({ type: 'rules.adopted', data: { rules } }, null, { at });

  /** The problems that a check finds, and the rules in force at the end. */
  function checked(desk: LedgerBuilder) {
    const chain = checker();
    const problems = stored(desk).flatMap((event) => chain.next(event).problems.map(({ what }) => what));
    return { problems, rules: chain.rules };
  }

  it('is 1 at first, and only rises', () => {
    const desk = realDesk();
    expect(checked(desk)).toEqual({ problems: [], rules: 1 });
    adopt(desk, 3);
    expect(checked(desk)).toEqual({ problems: [], rules: 3 });
    adopt(desk, 3);
    const again = 'Event 6: It adopts rules 3, but rules 3 were in force.';
    expect(checked(desk)).toEqual({ problems: [again], rules: 3 });
    adopt(desk, 2);
    const lower = 'Event 7: It adopts rules 2, but rules 3 were in force.';
    expect(checked(desk)).toEqual({ problems: [again, lower], rules: 3 });
  });

  it('is that of the founding event, not of a second one', () => {
    const desk = ledgerBuilder('desk', 'real', 3);
    expect(checked(desk)).toEqual({ problems: [], rules: 3 });
    const [founded] = desk.told;
    if (founded?.event.type !== 'desk.founded') throw new Error('A ledger begins with its founding event.');
    desk.tell({ type: 'desk.founded', data: { ...founded.event.data, rules: 2 } }, ADMIN);
    expect(checked(desk).rules).toBe(3);
  });

  it('rises at the time of the event before it, so that no leap of the clock can hide there', () => {
    const desk = realDesk();
    adopt(desk, 2, '2026-01-05T10:00:00.000Z');
    expect(checked(desk).problems).toEqual([
      'Event 5: It adopts rules at a time other than that of the event before it.',
    ]);
  });
});
