import { z } from 'zod';

/** What the list of notices can be narrowed to. */
export const noticeShows = ['unread', 'all'] as const;
export type NoticeShow = (typeof noticeShows)[number];

/** The part of the address that the list of notices reads. `open` is the number of one to go on to. */
export const noticesSearch = z.object({
  show: z.enum(noticeShows).optional().catch(undefined),
  open: z.int().min(1).optional().catch(undefined),
});
