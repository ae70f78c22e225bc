import { describe, expect, it } from 'vitest';
import {
  type AccessMatter,
  accessNoticeText,
  goesOnText,
  proposalNoticeText,
} from '../../../src-main/engine/notification/words.ts';

const matter = (change: Partial<AccessMatter> = {}): AccessMatter => ({
  number: 7,
  resource: 'prod-db',
  account: 'root',
  durationSeconds: 3_600,
  requester: 'Alice',
  own: true,
  actor: 'Bob',
  said: null,
  because: null,
  goesOn: null,
  begins: null,
  ...change,
});

type Kind = Parameters<typeof accessNoticeText>[0];
const sentence = (kind: Kind, change: Partial<AccessMatter> = {}) => accessNoticeText(kind, matter(change)).sentence;

describe('a notification', () => {
  it.each<[Kind, title: string, sentence: string, discreet: string]>([
    [
      'requestWaits',
      'A request waits for you',
      'Alice asks for root on prod-db for 1 h.',
      'Alice asks for access for 1 h, request #7.',
    ],
    [
      'requestFiledForYou',
      'A request was filed for you',
      'Bob filed a request for you: root on prod-db for 1 h.',
      'Bob filed request #7 for you.',
    ],
    [
      'requestApproved',
      'Your request was approved',
      'Your request for root on prod-db was approved; access was opened for 1 h.',
      'Your request #7 was approved; access was opened for 1 h.',
    ],
    [
      'requestRejected',
      'Your request was rejected',
      'Bob rejected your request for root on prod-db.',
      'Bob rejected your request #7.',
    ],
    [
      'requestCancelled',
      'Your request was cancelled',
      'Bob cancelled your request for root on prod-db.',
      'Bob cancelled your request #7.',
    ],
    [
      'questionAsked',
      'A question about your request',
      'Bob asks “” about your request for root on prod-db.',
      'Bob asks about your request #7.',
    ],
    [
      'answerGiven',
      'A new answer',
      'Bob writes “” about the request for root on prod-db.',
      'Bob writes about request #7.',
    ],
    [
      'requestExpired',
      'Your request expired',
      'Your request for root on prod-db expired before it was approved.',
      'Your request #7 expired before it was approved.',
    ],
    [
      'requestStuck',
      'Your request is stuck',
      'Your request for root on prod-db can no longer be completed.',
      'Your request #7 can no longer be completed.',
    ],
    [
      'accessRevoked',
      'Your access was revoked',
      'Bob revoked your access to root on prod-db.',
      'Bob revoked the access of your request #7.',
    ],
    [
      'accessEnded',
      'Your access has ended',
      'Your access to root on prod-db ended, because its time was up.',
      'The access of your request #7 ended, because its time was up.',
    ],
    [
      'accessEnding',
      'Your access is about to end',
      'Your access to root on prod-db ends within 15 minutes.',
      'The access of your request #7 ends within 15 minutes.',
    ],
    [
      'glassBroken',
      'Access was opened by break-glass',
      'Alice opened root on prod-db for 1 h without the approvals.',
      'Alice opened request #7 without the approvals. You are one of its approvers.',
    ],
    [
      'reviewWaits',
      'A break-glass waits for review',
      'Alice opened root on prod-db for 1 h without the approvals.',
      'Alice opened request #7 without the approvals; an admin has to review it.',
    ],
  ])('of the kind %s has a title, a sentence, and a discreet one without names of accounts', (kind, ...texts) => {
    const { title, sentence: open, discreet } = accessNoticeText(kind, matter());
    expect([title, open, discreet]).toEqual(texts);
  });

  it.each<[Kind, title: string, sentence: string, discreet: string]>([
    [
      'requestApproved',
      'A request that you filed was approved',
      'The request for root on prod-db that you filed for Alice was approved; access was opened for 1 h.',
      'Request #7, which you filed for Alice, was approved; access was opened for 1 h.',
    ],
    [
      'requestRejected',
      'A request that you filed was rejected',
      'Bob rejected the request for root on prod-db that you filed for Alice.',
      'Bob rejected request #7, which you filed for Alice.',
    ],
    [
      'requestExpired',
      'A request that you filed expired',
      'The request for root on prod-db that you filed for Alice expired before it was approved.',
      'Request #7, which you filed for Alice, expired before it was approved.',
    ],
  ])('of the kind %s names the requester to a person who filed the request for them', (kind, ...texts) => {
    const { title, sentence: open, discreet } = accessNoticeText(kind, matter({ own: false }));
    expect([title, open, discreet]).toEqual(texts);
  });

  it('says when access begins, if that is still to come', () => {
    const { sentence: open, discreet } = accessNoticeText(
      'requestApproved',
      matter({ begins: '2026-01-05T09:00:00.000Z' }),
    );
    expect(open).toBe('Your request for root on prod-db was approved; access begins at 2026-01-05 09:00 UTC, for 1 h.');
    expect(discreet).toBe('Your request #7 was approved; access begins at 2026-01-05 09:00 UTC, for 1 h.');
  });

  it('names the desk if nobody acted', () => {
    expect(sentence('requestCancelled', { actor: null })).toMatch(/^The desk cancelled/);
  });

  it('ends with the reason that the desk recorded, before the person’s comment', () => {
    const because = 'Alice was disabled.';
    const ends = 'Bob cancelled your request for root on prod-db: Alice was disabled.';
    expect(sentence('requestCancelled', { because })).toBe(ends);
    expect(sentence('requestCancelled', { because, said: 'no' })).toBe(ends);
    expect(sentence('glassBroken', { because })).toMatch(/without the approvals: Alice was disabled\.$/);
  });

  it('quotes a comment on one line and without a second full stop', () => {
    const said = (text: string) => /“(.*)”\.$/s.exec(sentence('requestRejected', { said: text }))?.[1];
    expect(said('Not\n  today.')).toBe('Not today');
    expect(said('Not. Today!')).toBe('Not. Today!');
    expect(said('')).toBe('');
    expect(said('x'.repeat(160))).toBe('x'.repeat(160));
    expect(said('😀'.repeat(161))).toBe(`${'😀'.repeat(160)}…`);
    expect(said(`${'x'.repeat(159)} yes`)).toBe(`${'x'.repeat(159)}…`);
    expect(said(`${'x'.repeat(159)}.`)).toBe('x'.repeat(159));
  });

  it('of a revoked grant says how access goes on by another one', () => {
    const goesOn = { until: '2026-01-05T10:00:00.000Z', number: 9 };
    const onward = 'Access goes on until 2026-01-05 10:00 UTC by request #9.';
    expect(goesOnText(goesOn)).toBe(onward);
    expect(accessNoticeText('accessRevoked', matter({ goesOn, said: 'Bye.' }))).toEqual({
      title: 'One of your grants was revoked',
      sentence: `Bob revoked your grant #7 for root on prod-db, and said: “Bye”. ${onward}`,
      discreet: `Bob revoked the access of your request #7. ${onward}`,
    });
  });

  it('of a proposal has its number in the discreet sentence, its summary in the other', () => {
    expect(proposalNoticeText({ number: 3, proposer: 'Ada', summary: 'Removes the group “x”.' })).toEqual({
      title: 'A proposal waits for an admin',
      sentence: 'Ada proposes: Removes the group “x”.',
      discreet: 'Ada made proposal #3; another admin has to approve it.',
    });
  });
});
