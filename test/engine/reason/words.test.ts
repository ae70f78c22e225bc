import { describe, expect, it } from 'vitest';
import type { Condition } from '#contract/policies.ts';
import { explain, type Matchable, winningReason } from '../../../src-main/engine/policy/contenders.ts';
import { scanMatcher } from '../../../src-main/engine/policy/match.ts';
import { type ReasonContext, reasonSentence } from '../../../src-main/engine/reason/words.ts';
import { personOf, policyOf } from '../support/ids.ts';

const context: ReasonContext = {
  steps: [
    { name: null, approvers: [], required: 1 },
    { name: 'Security', approvers: [], required: 2 },
  ],
  conditions: [{ account: 'root' }, { resource: 'prod-*', account: 'admin' }],
  nameOf: (id) => (id === personOf('bob') ? 'Bob (bob2)' : 'nobody'),
  policyNameOf: (id, version) => `${id === policyOf('a') ? 'a' : 'another'} of version ${version}`,
};

describe('a recorded reason in words', () => {
  it('names the step by which a request is stuck, and its shortage', () => {
    expect(reasonSentence({ code: 'QUORUM', step: 2, missing: 2, lacking: 1 }, context)).toBe(
      '“Security” (step 2) needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person.',
    );
    expect(reasonSentence({ code: 'QUORUM', step: 1, missing: 1, lacking: 1 }, context)).toBe(
      'Step 1 needs 1 more approval, and nobody who is free to give it is left.',
    );
  });

  it('names the condition that matched, and the second policy by its name at that time', () => {
    expect(reasonSentence({ code: 'ONLY_MATCH', condition: 2 }, context)).toBe(
      'Its condition (resource prod-* and account admin) matches, and no other active policy does.',
    );
    const best = { code: 'BEST_MATCH', condition: 1, criterion: 'LITERALS', its: 4, other: 2 } as const;
    expect(reasonSentence({ ...best, policy: policyOf('a'), version: 3 }, context)).toBe(
      'Its condition (account root) matches; it goes before “a of version 3” because their precedence is the same, and it spells out more characters (4 against 2).',
    );
  });

  it('names people by their present names', () => {
    expect(reasonSentence({ code: 'PERSON_DISABLED', person: personOf('bob') }, context)).toBe(
      'Bob (bob2) was disabled.',
    );
    expect(reasonSentence({ code: 'PERSON_BECAME_AUDITOR', person: personOf('bob') }, context)).toBe(
      'Bob (bob2) became an auditor.',
    );
  });

  it('is a sentence even if a number leads nowhere', () => {
    expect(reasonSentence({ code: 'QUORUM', step: 7, missing: 1, lacking: 1 }, context)).toMatch(/^Step 7 needs .*\.$/);
    expect(reasonSentence({ code: 'ONLY_MATCH', condition: 9 }, context)).toBe(
      'Its condition matches, and no other active policy does.',
    );
  });
});

describe('why a policy wins', () => {
  const policy = (name: string, precedence: number, ...conditions: readonly Condition[]): Matchable => ({
    id: policyOf(name),
    name,
    version: name.length,
    precedence,
    conditions,
    createdSequence: name.charCodeAt(0),
  });
  const all: Readonly<Record<string, readonly Matchable[]>> = {
    'no other matches': [policy('a', 0, { resource: 'x' }, { account: 'root' })],
    precedence: [policy('a', 0, { resource: 'web-1', account: 'root' }), policy('bb', 1, { account: '*' })],
    'exact fields': [policy('a', 0, { resource: 'web-*', account: 'root' }), policy('bb', 0, { resource: 'web-*' })],
    'literal characters': [
      policy('a', 0, { resource: 'w*' }),
      policy('bb', 0, { resource: 'w*' }, { resource: 'web-*' }),
    ],
    wildcards: [policy('a', 0, { resource: 'web-*' }), policy('bb', 0, { resource: 'web-*', account: '*' })],
    age: [policy('bb', 0, { resource: 'web-*' }), policy('a', 0, { resource: 'web-*' })],
  };

  it.each(Object.entries(all))('is the same from the code as from the matcher: %s', (_, policies) => {
    const contenders = scanMatcher(policies).contenders('web-1', 'root');
    const { winner } = explain(contenders);
    const reason = winningReason(contenders);
    const named = policies.find(({ id }) => id === winner?.policyId);
    const told =
      reason &&
      reasonSentence(reason, {
        ...context,
        conditions: named?.conditions ?? [],
        policyNameOf: (id, version) =>
          policies.find((other) => other.id === id && other.version === version)?.name ?? '',
      });
    expect(winner?.because).toMatch(/^Its condition \(.*\.$/);
    expect(told).toBe(winner?.because);
  });

  it('is empty if no policy matches', () => {
    expect(winningReason(scanMatcher([]).contenders('web-1', 'root'))).toBeNull();
  });
});
