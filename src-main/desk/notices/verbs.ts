import Database from 'better-sqlite3';
import { type NoticeCounts, noticeInputs } from '#contract/notices.ts';
import type { Answer } from '#contract/refusal.ts';
import { refusal } from '../../engine/outcome.ts';
import type { ReadDb } from '../../store/connection.ts';
import { whyUnusable } from '../../store/failure.ts';
import { markNoticesRead, pageOfNotices, type StoredNotice } from '../../store/queries/notices.ts';
import { RefusalError } from '../kernel/refusalError.ts';
import { exclusively } from '../kernel/transact.ts';
import { deskKind, ok, paged, type Reading, reads, refuse, writes } from '../kernel/usecase.ts';
import { keepNotifications, notificationsOf } from './notifications.ts';
import { noticesFor } from './recipients.ts';
import { viewNotice } from './view.ts';

/**
 * Answers from all that somebody is told, which is worked out only now and only for whoever asks. What is new is then kept in tables of this
 * workstation; where that cannot be done at once, the answer is the same without.
 */
async function withNotices<R>(
  { core, db, now, person }: Reading,
  answer: (db: ReadDb, told: readonly StoredNotice[]) => R,
): Promise<R> {
  const news = notificationsOf(db, person, now);
  const unkept = answer(db, noticesFor(db, person, now, news.notices));
  if (!news.any) return unkept;
  try {
    return await exclusively(
      core.store.writer,
      (tx) => {
        keepNotifications(tx, person, news);
        return answer(tx, noticesFor(tx, person, now));
      },
      AT_ONCE,
    );
  } catch (error) {
    if (error instanceof Database.SqliteError || error instanceof RefusalError || whyUnusable(error) !== null)
      return unkept;
    throw error;
  }
}

/** Waits for no other writer, in milliseconds. */
const AT_ONCE = -1;

const isUnread = ({ read }: StoredNotice): boolean => read === 0;

export const noticeVerbs = {
  list: reads(noticeInputs.list, {}, (context, filters) =>
    withNotices(context, (db, told) => {
      const page = pageOfNotices(told, filters);
      const accessAt = context.core.clock.accessAt(deskKind(db), context.now);
      const view = (notice: StoredNotice) => viewNotice(db, notice, context.person.id, accessAt);
      return paged(page && { ...page, items: page.items.map(view) });
    }),
  ),
  counts: reads(noticeInputs.counts, {}, (context) =>
    withNotices(context, (_, told): Answer<NoticeCounts> => ok({ unread: told.filter(isUnread).length })),
  ),
  markRead: writes(
    noticeInputs.markRead,
    {},
    ({ core, db, now, person, afterwards }, { number: asked, andOlder = false }) => {
      const news = notificationsOf(db, person, now);
      const told = noticesFor(db, person, now, news.notices);
      if (!told.some(({ number }) => number === asked))
        return refuse(refusal('NOT_FOUND', 'There is no such notification, or it is not yours.'));
      if (news.any) keepNotifications(db, person, news);
      const marked = told.filter(({ number }) => number === asked || (andOlder && number < asked));
      markNoticesRead(
        db,
        marked.map(({ number }) => number),
      );
      afterwards(() => core.changes.announce(['notices']));
      return ok({ unread: noticesFor(db, person, now).filter(isUnread).length });
    },
  ),
};
