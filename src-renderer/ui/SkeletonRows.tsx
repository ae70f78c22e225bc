import { Skeleton, VisuallyHidden } from '@mantine/core';
import { t } from '#texts/texts.ts';
import classes from './SkeletonRows.module.css';

interface SkeletonRowsProps {
  readonly count: number;
  readonly height: number;
}

/** Rows that are still being read, in their final size. */
export function SkeletonRows({ count, height }: SkeletonRowsProps) {
  return (
    <div aria-busy="true">
      <VisuallyHidden>{t('ui.loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no key except their position
        <div key={index} className={classes.row} style={{ height }} aria-hidden>
          <Skeleton height={12} width={`${60 - ((index * 17) % 30)}%`} />
          <Skeleton height={10} width={`${40 - ((index * 11) % 20)}%`} />
        </div>
      ))}
    </div>
  );
}
