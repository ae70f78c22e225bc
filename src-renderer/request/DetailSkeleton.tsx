import { Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './RequestDetail.module.css';

/** A request that is still being read, in the size it will have. */
export function DetailSkeleton() {
  return (
    <div className={classes.content} aria-busy="true">
      <VisuallyHidden>Loading…</VisuallyHidden>
      <Skeleton height={28} width="80%" />
      <Skeleton height={20} width="45%" />
      <Skeleton height={60} />
      <Skeleton height={44} />
      <Skeleton height={44} />
      <Skeleton height={20} width="60%" />
    </div>
  );
}
