import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import { noticeCountsQuery } from '../app/queries/notices.ts';
import classes from './Bell.module.css';

/** The largest number that fits. */
const MOST_SHOWN = 99;

/** The way to the notifications, and how many of them are unread. */
export function Bell() {
  const { data } = useQuery(noticeCountsQuery());
  const unread = data?.unread ?? 0;
  const words = unread === 0 ? t('notices.bell') : t('notices.bellUnread', { count: unread });
  return (
    <Link
      to="/notices"
      className={classes.bell}
      activeOptions={{ includeSearch: false }}
      aria-label={words}
      title={words}
    >
      <IconBell size={18} stroke={1.75} aria-hidden />
      {unread === 0 ? null : (
        <span className={classes.count} aria-hidden>
          {unread > MOST_SHOWN ? t('notices.moreThan', { most: MOST_SHOWN }) : unread}
        </span>
      )}
    </Link>
  );
}
