import { z } from 'zod';
import { flag, page, says } from './scalars.ts';

export const noticeKinds = [
  /** A request waits for the viewer's decision. */
  'requestWaits',
  /** Another person filed a request for the viewer. */
  'requestFiledForYou',
  /** A question about the viewer's own request, or one that they filed, awaits an answer. */
  'questionAsked',
  /** An answer on a request about which the viewer asked, that they approved, requested or filed. */
  'answerGiven',
  /** The outcome of the viewer's own request, or of one that they filed for another person. */
  'requestApproved',
  'requestRejected',
  'requestCancelled',
  'requestExpired',
  'requestStuck',
  /** A change of the viewer's own access. */
  'accessRevoked',
  'accessEnded',
  'accessEnding',
  /** A person broke the glass on a request that the viewer could have approved. */
  'glassBroken',
  /** A break-glass that the viewer may review. */
  'reviewWaits',
  /** A proposal that waits for another admin. */
  'proposalWaits',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeInputs = {
  list: z.strictObject({ unread: flag.optional(), ...page }),
  counts: z.strictObject({}),
  markRead: z.strictObject({
    number: z.int(says('input.wholeNumber')).min(1, says('input.notificationMin')),
    /** Marks all older ones, too. */
    andOlder: flag.optional(),
  }),
};

/** A notification of one person at this workstation. It is not a fact: no event records it. */
export interface Notice {
  /** Identifies it among the notifications of this person; newer ones have higher numbers. */
  readonly number: number;
  readonly kind: NoticeKind;
  /** When it happened. For access that is about to end: when the last 15 minutes began. */
  readonly at: string;
  /** Whether it was marked as read, or nothing is left to do about it. */
  readonly read: boolean;
  /** The subject that it opens. */
  readonly about: { readonly kind: 'request' | 'grant' | 'proposal'; readonly id: string };
  readonly title: string;
  readonly sentence: string;
  /** The sentence without names of resources and accounts and without texts of people, for places where others may read along. */
  readonly discreet: string;
}

export interface NoticeCounts {
  readonly unread: number;
}
