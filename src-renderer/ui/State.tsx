import { VisuallyHidden } from '@mantine/core';
import {
  IconBan,
  IconCircleX,
  IconClock,
  IconHammer,
  IconHourglass,
  IconLasso,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import classes from './State.module.css';

export type StateName = 'waiting' | 'approved' | 'rejected' | 'cancelled' | 'expired' | 'bypass' | 'stuck';

const states = {
  waiting: { icon: IconClock, word: 'waiting' },
  approved: { icon: IconRosetteDiscountCheck, word: 'approved' },
  rejected: { icon: IconCircleX, word: 'rejected' },
  cancelled: { icon: IconBan, word: 'cancelled' },
  expired: { icon: IconHourglass, word: 'expired' },
  bypass: { icon: IconHammer, word: 'break-glass' },
  stuck: { icon: IconLasso, word: 'stuck' },
} as const;

interface StateProps {
  readonly name: StateName;
  /** Instead of the usual word. */
  readonly children?: ReactNode;
  /** Only the icon is drawn; the word is still there for who listens. */
  readonly iconOnly?: boolean;
}

/** A state: colour, icon and word together, so that none of them carries the meaning alone. */
export function State({ name, children, iconOnly = false }: StateProps) {
  const { icon: Icon, word } = states[name];
  return (
    <span className={classes.state} data-state={name} title={iconOnly ? word : undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {iconOnly ? (
        <VisuallyHidden component="span">{children ?? word}</VisuallyHidden>
      ) : (
        <span>{children ?? word}</span>
      )}
    </span>
  );
}

/** How a request stands, in the language of states. */
export function stateOf(request: Pick<AccessRequest, 'status' | 'stuck' | 'grant'>): StateName {
  if (request.status === 'open') return request.stuck ? 'stuck' : 'waiting';
  if (request.status === 'approved' && request.grant?.viaBypass === true) return 'bypass';
  return request.status;
}
