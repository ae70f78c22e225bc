import { expect, it } from 'vitest';
import { proposalId } from '#contract/scalars.ts';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, person } from '../../ledger/ledgerBuilder.ts';

/** A desk of rules 1, with Bob and Mallory; the test may adopt newer rules. */
function desk(rules: number): LedgerBuilder {
  const told = ledgerBuilder('names', 'real');
  for (const [number, username] of [
    [2, 'bob'],
    [3, 'mallory'],
  ] as const) {
    const data = { id: person(number), username, name: username, email: `${username}@x.test`, role: 'member' } as const;
    told.tell({ type: 'person.created', data }, ADMIN);
    told.invite(person(number), keyOf(`${username} code`));
    told.enter(person(number), keyOf(`${username} code`), keyOf(username));
  }
  if (rules > 1) adopt(told, rules);
  return told;
}

function adopt(told: LedgerBuilder, rules: number): void {
  told.tell({ type: 'rules.adopted', data: { rules } }, null, { at: told.told.at(-1)?.event.at ?? '' });
}

async function problemsOf(told: LedgerBuilder): Promise<string[]> {
  const directory = folder();
  (await openWith(directory, told)).close();
  const checked = await verifyFrom(directory);
  return checked.ok ? checked.result.problems.map(({ what }) => what) : [checked.error.message];
}

const renamed = (name: string) =>
  ({ type: 'person.updated', data: { id: person(3), name, email: 'mallory@x.test', role: 'member' } }) as const;

it('the name of another enabled person is refused to a member since rules 2, and was allowed before', async () => {
  for (const rules of [1, 2]) {
    const told = desk(rules);
    told.tell(renamed('BOB'), person(3));
    const problems = await problemsOf(told);
    const found = [expect.stringContaining('The rules refuse person.updated by mallory (FORBIDDEN)')];
    expect(problems).toEqual(rules === 1 ? [] : found);
  }
});

it('a name without visible characters is refused since rules 2, was allowed before, and then stays', async () => {
  for (const rules of [1, 2]) {
    const told = desk(rules);
    told.tell(renamed('\u3164'), ADMIN);
    const problems = await problemsOf(told);
    expect(problems).toEqual(rules === 1 ? [] : [expect.stringContaining('nobody could have entered (name:')]);
  }
  const told = desk(1);
  told.tell(renamed('\u3164'), ADMIN);
  adopt(told, 2);
  const { data } = renamed('\u3164');
  told.tell({ type: 'person.updated', data: { ...data, email: 'new@x.test' } }, ADMIN);
  expect(await problemsOf(told)).toEqual([]);
});

it('a comment without visible characters is refused since rules 2, and was allowed before', async () => {
  for (const rules of [1, 2]) {
    const told = desk(rules);
    const id = '0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c';
    told.tell(
      {
        type: 'proposal.made',
        data: proposalOf(id, '\u200B\u2800'),
      },
      ADMIN,
    );
    const problems = await problemsOf(told);
    expect(problems).toEqual(rules === 1 ? [] : [expect.stringContaining('would have recorded in another form')]);
  }
});

function proposalOf(id: string, comment: string) {
  return {
    id: proposalId.parse(id),
    number: 1,
    comment,
    changes: [{ type: 'person.enabled' as const, data: { id: person(2) } }],
  };
}

it('a username that nobody gets any more was allowed under all rules', async () => {
  for (const rules of [1, 2]) {
    const told = desk(rules);
    const data = { id: person(4), username: 'old name', name: 'Old', email: 'old@x.test', role: 'member' } as const;
    told.tell({ type: 'person.created', data }, ADMIN);
    told.invite(person(4), keyOf('old code'));
    expect(await problemsOf(told)).toEqual([]);
  }
});
