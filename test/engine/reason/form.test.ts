import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchCriteria, type RecordedReason } from '#contract/reasons.ts';
import { isCode, reasonField, reasonIn, writeReason } from '../../../src-main/engine/reason/form.ts';
import { canonicalJson } from '../../../src-main/ledger/canonical.ts';
import { readReason } from '../../../src-main/ledger/read.ts';
import { grantOf, personOf, policyOf, requestOf } from '../support/ids.ts';

const examples: readonly RecordedReason[] = [
  { code: 'QUORUM', step: 2, missing: 2, lacking: 1 },
  { code: 'ONLY_MATCH', condition: 1 },
  {
    code: 'BEST_MATCH',
    condition: 3,
    criterion: 'PRECEDENCE',
    its: 5,
    other: -5,
    policy: policyOf('the other'),
    version: 2,
  },
  { code: 'PERSON_DISABLED', person: personOf('bob') },
  { code: 'PERSON_BECAME_AUDITOR', person: personOf('bob') },
  { code: 'CLOCK_CORRECTED' },
];

const place = fc.integer({ min: 1, max: 1_000 });
const number = fc.integer();
const anyReason: fc.Arbitrary<RecordedReason> = fc.oneof(
  fc.record({ code: fc.constant('QUORUM' as const), step: place, missing: place, lacking: place }),
  fc.record({ code: fc.constant('ONLY_MATCH' as const), condition: place }),
  fc.record({
    code: fc.constant('BEST_MATCH' as const),
    condition: place,
    criterion: fc.constantFrom(...matchCriteria),
    its: number,
    other: number,
    policy: fc.constantFrom(policyOf('a'), policyOf('b')),
    version: place,
  }),
  fc.record({ code: fc.constant('PERSON_DISABLED' as const), person: fc.constantFrom(personOf('a'), personOf('b')) }),
  fc.record({ code: fc.constant('PERSON_BECAME_AUDITOR' as const), person: fc.constant(personOf('a')) }),
  fc.record({ code: fc.constant('CLOCK_CORRECTED' as const) }),
);

describe('a recorded reason', () => {
  it('is read as it was written, in canonical form, whatever it says', () => {
    fc.assert(
      fc.property(anyReason, (reason) => {
        const recorded = writeReason(reason);
        expect(recorded).toBe(canonicalJson(reason));
        expect(isCode(recorded)).toBe(true);
        expect(readReason(recorded)).toEqual(reason);
      }),
    );
  });

  it.each(examples)('of the code $code does not depend on the order of its fields', (reason) => {
    const turned: RecordedReason = { ...reason };
    for (const [field, value] of Object.entries(reason).reverse()) {
      Reflect.deleteProperty(turned, field);
      Reflect.set(turned, field, value);
    }
    expect(writeReason(turned)).toBe(writeReason(reason));
  });

  it('is this text', () => {
    expect(examples.map(writeReason)).toEqual([
      '{"code":"QUORUM","lacking":1,"missing":2,"step":2}',
      '{"code":"ONLY_MATCH","condition":1}',
      `{"code":"BEST_MATCH","condition":3,"criterion":"PRECEDENCE","its":5,"other":-5,"policy":"${policyOf('the other')}","version":2}`,
      `{"code":"PERSON_DISABLED","person":"${personOf('bob')}"}`,
      `{"code":"PERSON_BECAME_AUDITOR","person":"${personOf('bob')}"}`,
      '{"code":"CLOCK_CORRECTED"}',
    ]);
  });

  it.each([
    '',
    '{}',
    '{"code":"QUORUM"}',
    '{"code":"QUORUM","lacking":1,"missing":2,"step":0}',
    '{"code":"QUORUM","lacking":1,"missing":2,"step":2,"because":"x"}',
    '{"code":"QUORUM","step":2,"missing":2,"lacking":1}',
    '{"code": "CLOCK_CORRECTED"}',
    '{"code":"CLOCK_CORRECTED"} ',
    '{"code":"CLOCK_CORRECTED","code":"CLOCK_CORRECTED"}',
    '{"code":"SOMETHING_ELSE"}',
    '{"code":"PERSON_DISABLED","person":"bob"}',
    'null',
    '["code"]',
  ])('is not what the desk would not write: %s', (text) => {
    expect(readReason(text)).toBeNull();
  });

  it.each([
    'Step 1 needs 1 more approval, and nobody who is free to give it is left.',
    '“{"code":"QUORUM"}” (step 1) needs 2 more approvals, and only 1 person can be found for them: it lacks 1 person.',
    'Its condition (resource {"code":"QUORUM"} and account root) matches, and no other active policy does.',
    '{"code":"QUORUM"} was disabled.',
    'The clock was corrected; this had begun at a time that has not come yet.',
  ])('is not a sentence of rules 1, even with such a name in it: %s', (sentence) => {
    expect(readReason(sentence)).toBeNull();
    expect(isCode(sentence)).toBe(false);
  });
});

describe('the reason in an event', () => {
  const code = writeReason({ code: 'CLOCK_CORRECTED' });

  it.each(['requester', 'admin'] as const)('that cancels a request is the text of the %s', (cause) => {
    const event = { type: 'request.cancelled', data: { requestId: requestOf('r1'), comment: code, cause } };
    expect([reasonField(event), reasonIn(event)]).toEqual([null, null]);
  });

  it.each(['requesterDisabled', 'clockCorrected'] as const)('that cancels a request by %s is the desk’s', (cause) => {
    const event = { type: 'request.cancelled', data: { requestId: requestOf('r1'), comment: code, cause } };
    expect([reasonField(event), reasonIn(event)]).toEqual(['comment', code]);
  });

  it('that revokes a grant is the admin’s text, or the desk’s', () => {
    const event = (cause: string) => ({ type: 'grant.revoked', data: { id: grantOf('g1'), reason: code, cause } });
    expect(reasonIn(event('admin'))).toBeNull();
    expect(reasonIn(event('holderDisabled'))).toBe(code);
    expect(reasonIn(event('clockCorrected'))).toBe(code);
  });

  it('that files a request or says that it is stuck is the desk’s; others have none', () => {
    expect(reasonIn({ type: 'request.submitted', data: { because: code } })).toBe(code);
    expect(reasonIn({ type: 'request.stuck', data: { because: code } })).toBe(code);
    expect(reasonIn({ type: 'request.rejected', data: { comment: code } })).toBeNull();
    expect(reasonIn({ type: 'request.bypassed', data: { reason: code } })).toBeNull();
    for (const data of [{}, { because: null }, { because: 1 }])
      expect(reasonIn({ type: 'request.stuck', data })).toBeNull();
  });
});
