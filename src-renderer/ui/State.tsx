import { VisuallyHidden } from '@mantine/core';
import {
  IconBan,
  IconBarrierBlock,
  IconCircleX,
  IconClock,
  IconHammer,
  IconHourglass,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import classes from './State.module.css';

export type StateName = 'waiting' | 'approved' | 'rejected' | 'cancelled' | 'expired' | 'bypass' | 'stuck';

const icons = {
  waiting: IconClock,
  approved: IconRosetteDiscountCheck,
  rejected: IconCircleX,
  cancelled: IconBan,
  expired: IconHourglass,
  bypass: IconHammer,
  stuck: IconBarrierBlock,
} as const;

interface StateProps {
  readonly name: StateName;
  /** Instead of the usual word. */
  readonly children?: ReactNode;
  /** Shows only the icon; screen readers still get the word. */
  readonly iconOnly?: boolean;
}

/** A state: colour, icon and word together, so that none of them carries the meaning alone. */
export function State({ name, children, iconOnly = false }: StateProps) {
  const Icon = icons[name];
  const word = t(`ui.state.${name}`);
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
