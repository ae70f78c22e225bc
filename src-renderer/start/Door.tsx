import { useId } from '@mantine/hooks';
import { IconArrowRight, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './start.module.css';

interface DoorProps {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly busy: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** One of the ways to begin, with what it means. */
export function Door({ icon: Icon, title, busy, onPress, children }: DoorProps) {
  const id = useId();
  return (
    <button
      type="button"
      className={classes.door}
      disabled={busy}
      aria-labelledby={id}
      aria-describedby={`${id}-text`}
      onClick={onPress}
    >
      <Icon size={28} stroke={1.5} aria-hidden />
      <span id={id} className={classes.doorTitle}>
        {title}
        <IconArrowRight size={16} stroke={1.75} aria-hidden />
      </span>
      <span id={`${id}-text`} className="dim">
        {children}
      </span>
    </button>
  );
}
