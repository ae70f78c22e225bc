import { IconHammer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import { bypassesToReviewQuery } from '../app/queries/grants.ts';
import { administers } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import classes from './BypassNotice.module.css';

/** Tells an admin how many break-glass accesses are not reviewed yet; nothing if there are none. */
export function BypassNotice() {
  const me = useMe();
  const admin = me !== null && administers(me);
  const { data } = useQuery({ ...bypassesToReviewQuery(me?.id ?? ''), enabled: admin });
  if (!admin || data === undefined || data.count === 0) return null;
  const { count, capped } = data;
  return (
    <p className={classes.notice}>
      <IconHammer size={16} stroke={1.75} aria-hidden />
      <Link to="/grants" search={{ show: 'review' }} className="quiet-link">
        {capped ? t('request.bypass.toReviewAtLeast', { most: count }) : t('request.bypass.toReview', { count })}
      </Link>
    </p>
  );
}
