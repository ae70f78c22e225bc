import Database from 'better-sqlite3';
import { type NoticeCounts, noticeInputs } from '#contract/notices.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
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
 * Answers from the caller's notices, which are worked out only when they ask. New notices are then stored in tables of this workstation;
 * if that is not possible at once, the answer is the same.
 */
async function withNotices<R>(
  { core, db, now, person }: Reading,
  answer: (db: ReadDb, notices: readonly StoredNotice[]) => R,
): Promise<R> {
  const news = notificationsOf(db, person, now);
  const unsaved = answer(db, noticesFor(db, person, now, news.notices));
  if (!news.any) return unsaved;
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
      return unsaved;
    throw error;
  }
}

/** Milliseconds to wait for other writers: none. */
const AT_ONCE = -1;

const isUnread = ({ read }: StoredNotice): boolean => read === 0;

export const noticeVerbs = {
  list: reads(noticeInputs.list, {}, (context, filters) =>
    withNotices(context, (db, notices) => {
      const page = pageOfNotices(notices, filters);
      const accessAt = context.core.clock.accessAt(deskKind(db), context.now);
      const view = (notice: StoredNotice) => viewNotice(db, notice, context.person.id, accessAt);
      return paged(page && { ...page, items: page.items.map(view) });
    }),
  ),
  counts: reads(noticeInputs.counts, {}, (context) =>
    withNotices(context, (_, notices): Answer<NoticeCounts> => ok({ unread: notices.filter(isUnread).length })),
  ),
  markRead: writes(
    noticeInputs.markRead,
    {},
    ({ core, db, now, person, afterwards }, { number: wanted, andOlder = false }) => {
      const news = notificationsOf(db, person, now);
      const notices = noticesFor(db, person, now, news.notices);
      if (!notices.some(({ number }) => number === wanted))
        return refuse(refusal('NOT_FOUND', t('desk.notices.notFound')));
      if (news.any) keepNotifications(db, person, news);
      const marked = notices.filter(({ number }) => number === wanted || (andOlder && number < wanted));
      markNoticesRead(
        db,
        marked.map(({ number }) => number),
      );
      afterwards(() => core.changes.announce(['notices']));
      return ok({ unread: noticesFor(db, person, now).filter(isUnread).length });
    },
  ),
};
