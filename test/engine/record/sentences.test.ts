import { expect, it } from 'vitest';
import type { Fact } from '#contract/events.ts';
import { eventSentence, type NamedRequest, type SentenceContext } from '../../../src-main/engine/record/sentences.ts';
import { grantOf, groupOf, personOf, policyOf, requestOf } from '../support/ids.ts';

const key = { id: 'a'.repeat(64), publicKey: 'A'.repeat(43) };
const AT = '2026-01-05T09:30:00.000Z';

const names = new Map(['alice', 'bob', 'carol', 'dan', 'eve', 'boss'].map((name) => [personOf(name), name]));
const request: NamedRequest = {
  id: requestOf('r1'),
  number: 7,
  requesterId: personOf('alice'),
  resource: 'prod-db',
  account: 'root',
  durationSeconds: 7_200,
  steps: [{ name: 'Review' }, { name: null }],
};
const context: SentenceContext = {
  at: AT,
  actorId: personOf('boss'),
  reason: null,
  nameOf: (id) => names.get(id) ?? 'nobody',
  groupNameOf: () => 'managers',
  groupNameBefore: () => 'owners',
  policyNameOf: () => 'production',
  proposalNumberOf: () => 3,
  requestOf: () => request,
  grantOf: (id) => ({ id, personId: personOf('alice'), request }),
  detailsBefore: () => null,
};
const told = (fact: Fact, change: Partial<SentenceContext> = {}) => eventSentence(fact, { ...context, ...change });

const ids = { requestId: request.id, grant: grantOf('g1'), group: groupOf('m'), policy: policyOf('p') };
const place = 'root on prod-db';

it.each<[string, Fact, Partial<SentenceContext>?]>([
  ['From here on the desk decides by its rules number 3.', { type: 'rules.adopted', data: { rules: 3 } }],
  [
    'boss confirmed the machine’s clock, which had leapt from 2026-01-01 08:00 UTC to 2026-01-05 09:30 UTC.',
    { type: 'clock.confirmed', data: { from: '2026-01-01T08:00:00.000Z' } },
  ],
  ['boss gave the desk itself another key.', { type: 'deskKey.enrolled', data: { key, replaces: null } }],
  [
    'boss gave the desk itself a new key, in place of an earlier one.',
    { type: 'deskKey.enrolled', data: { key, replaces: 'b'.repeat(64) } },
  ],
  [
    `Request #7 was cancelled, because boss disabled alice: ${place}.`,
    { type: 'request.cancelled', data: { requestId: ids.requestId, comment: null, cause: 'requesterDisabled' } },
  ],
  [
    `Request #7 was cancelled, because boss made alice an auditor: ${place}.`,
    { type: 'request.cancelled', data: { requestId: ids.requestId, comment: null, cause: 'requesterBecameAuditor' } },
  ],
  [
    `Request #7 for ${place} could no longer be completed: Nobody is left.`,
    { type: 'request.stuck', data: { requestId: ids.requestId, because: '{"code":"X"}' } },
    { reason: 'Nobody is left.' },
  ],
  [
    `The access of alice to ${place}, from request #7, was revoked. The holder was disabled.`,
    { type: 'grant.revoked', data: { id: ids.grant, cause: 'holderDisabled', reason: '{"code":"X"}' } },
    { reason: 'The holder was disabled.' },
  ],
  [
    'boss added alice, bob, carol and 2 others to the group “owners”.',
    {
      type: 'group.updated',
      data: {
        id: ids.group,
        name: 'owners',
        added: ['alice', 'bob', 'carol', 'dan', 'eve'].map(personOf),
        removed: [],
      },
    },
  ],
  [
    'boss saved the group “owners”, and nothing in it changed.',
    { type: 'group.updated', data: { id: ids.group, name: 'owners', added: [], removed: [] } },
  ],
  [
    'boss renamed the group “owners” to “keepers”.',
    { type: 'group.updated', data: { id: ids.group, name: 'keepers', added: [], removed: [] } },
  ],
  [
    'boss renamed the group “owners” to “keepers” and changed its members: alice added and bob removed.',
    {
      type: 'group.updated',
      data: { id: ids.group, name: 'keepers', added: [personOf('alice')], removed: [personOf('bob')] },
    },
  ],
  [
    'boss saved the details of bob, and nothing in them changed.',
    { type: 'person.updated', data: { id: personOf('bob'), name: 'bob', email: 'b@x.org', role: 'member' } },
    { detailsBefore: () => ({ name: 'bob', email: 'b@x.org', role: 'member' }) },
  ],
])('%s', (sentence, fact, change) => {
  expect(told(fact, change).sentence).toBe(sentence);
});

it('has the words of the actor as a comment, and never those that the desk recorded as a code', () => {
  expect(told({ type: 'grant.revoked', data: { id: ids.grant, cause: 'admin', reason: 'no longer needed' } })).toEqual(
    expect.objectContaining({
      sentence: `boss revoked the access of alice to ${place}: request #7.`,
      comment: 'no longer needed',
    }),
  );
  const coded = told({
    type: 'request.cancelled',
    data: { requestId: ids.requestId, comment: '{"code":"CLOCK_CORRECTED"}', cause: 'clockCorrected' },
  });
  expect(coded.comment).toBeNull();
});

it('takes names as they are, even if they look like tags', () => {
  const { sentence, links } = told(
    { type: 'person.disabled', data: { id: personOf('bob') } },
    { nameOf: (id) => (id === personOf('bob') ? '<by>{{actor}}</by>' : 'boss') },
  );
  expect(sentence).toBe('boss disabled <by>{{actor}}</by>.');
  expect(links.map(({ start, end }) => sentence.slice(start, end))).toEqual(['boss', '<by>{{actor}}</by>']);
});

it('leads to no person when time or the machine caused the event', () => {
  const { sentence, links } = told({ type: 'desk.updated', data: { fourEyes: true } }, { actorId: null });
  expect(sentence).toBe('The desk turned four eyes on rules on.');
  expect(links).toEqual([]);
});
