import { type NoticeCounts, noticeInputs } from '../../../src-preload/contract/notices.ts';
import type { Answer } from '../../../src-preload/contract/refusal.ts';
import { refusal } from '../../engine/outcome.ts';
import type { ReadDb } from '../../store/connection.ts';
import { hasNotice, listNotices, listUnread, markNoticesRead } from '../../store/queries/notices.ts';
import { transact } from '../transact.ts';
import { no, ok, paged, type Reading, reads, writes } from '../usecase.ts';
import { keepNews, newsFor } from './news.ts';
import { viewNotice } from './view.ts';

/**
 * Answers from what somebody was told, after telling them what there is to tell: only then, and only for whoever asks, is anything worked out
 * and kept. Where there is nothing new, nothing is written.
 */
function upToDate<R>({ core, db, now, person }: Reading, answer: (db: ReadDb) => R): R | Promise<R> {
  const news = newsFor(db, person, now);
  if (!news.any) return answer(db);
  return transact(core, (turn) => {
    keepNews(turn.tx, person, news);
    return answer(turn.tx);
  });
}

export const noticeVerbs = {
  list: reads(noticeInputs.list, {}, (context, filters) =>
    upToDate(context, (db) => {
      const { id } = context.person;
      const page = listNotices(db, id, filters);
      return paged(page && { ...page, items: page.items.map((notice) => viewNotice(db, notice, id)) });
    }),
  ),
  counts: reads(noticeInputs.counts, {}, (context) =>
    upToDate(context, (db): Answer<NoticeCounts> => ok({ unread: listUnread(db, context.person.id).length })),
  ),
  markRead: writes(noticeInputs.markRead, {}, ({ core, db, person, afterwards }, { number, andOlder = false }) => {
    if (!hasNotice(db, person.id, number))
      return no(refusal('NOT_FOUND', 'There is no such notification, or it is not yours.'));
    markNoticesRead(db, andOlder ? listUnread(db, person.id, number) : [number]);
    afterwards(() => core.announce(new Set(['notices'])));
    return ok({ unread: listUnread(db, person.id).length });
  }),
};
