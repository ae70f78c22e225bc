import { z } from 'zod';
import { flag, page, says } from './scalars.ts';

export const noticeKinds = [
  /** A request waits for the viewer's decision. */
  'requestWaits',
  /** Somebody filed a request for the viewer. */
  'requestFiledForYou',
  /** What became of a request of the viewer's own, or of one that they filed for somebody. */
  'requestApproved',
  'requestRejected',
  'requestCancelled',
  'requestExpired',
  'requestStuck',
  /** What became of an access of the viewer's own. */
  'accessRevoked',
  'accessEnded',
  'accessEnding',
  /** Somebody opened, without the approvals, a request that the viewer could have approved. */
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
    /** All that are older, too. */
    andOlder: flag.optional(),
  }),
};

/** Something that somebody is told, at this workstation; no fact. */
export interface Notice {
  /** Grows from one to the next; for the same person to name it by. */
  readonly number: number;
  readonly kind: NoticeKind;
  /** When it happened; of an access that is about to end, from when on it was. */
  readonly at: string;
  /** Marked as read, or told of something to do of which nothing is left. */
  readonly read: boolean;
  /** What it leads to. */
  readonly about: { readonly kind: 'request' | 'grant' | 'proposal'; readonly id: string };
  readonly title: string;
  readonly sentence: string;
  /** The same without names of resources and accounts, and without anything that people wrote: for places where others may read along. */
  readonly discreet: string;
}

export interface NoticeCounts {
  readonly unread: number;
}
