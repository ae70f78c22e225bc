import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Banner.module.css';

interface BannerProps {
  /** `alarm`: the desk may have been attacked or its clock is wrong; `warning`: there is something to do. */
  readonly tone: 'alarm' | 'warning';
  readonly icon: TablerIcon;
  readonly children: ReactNode;
  /** The button that ends it. */
  readonly action?: ReactNode;
}

/** A line across the whole window, which nobody overlooks. */
export function Banner({ tone, icon: Icon, children, action }: BannerProps) {
  return (
    <div className={classes.banner} data-tone={tone} role="alert">
      <Icon size={20} stroke={1.75} aria-hidden />
      <p>{children}</p>
      {action === undefined ? null : <span className={classes.action}>{action}</span>}
    </div>
  );
}

interface BannerButtonProps {
  readonly children: ReactNode;
  readonly busy?: boolean;
  readonly onPress: () => void;
}

/** A button on a banner, in the banner's own colours. */
export function BannerButton({ children, busy = false, onPress }: BannerButtonProps) {
  return (
    <button type="button" className={classes.button} disabled={busy} onClick={onPress}>
      {children}
    </button>
  );
}
