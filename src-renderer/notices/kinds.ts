import {
  IconBan,
  IconBarrierBlock,
  IconCircleX,
  IconClock,
  IconEyeCheck,
  IconFilePlus,
  IconHammer,
  IconHourglass,
  IconHourglassLow,
  IconMessage,
  IconMessageQuestion,
  IconRosetteDiscountCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import type { Notice, NoticeKind } from '#contract/notices.ts';

interface KindLook {
  readonly icon: TablerIcon;
  /** In the language of states; the title has the word. */
  readonly colour: string;
}

/** How each kind of notice looks. */
export const kindLooks: Record<NoticeKind, KindLook> = {
  requestWaits: { icon: IconClock, colour: 'var(--waiting)' },
  questionAsked: { icon: IconMessageQuestion, colour: 'var(--waiting)' },
  answerGiven: { icon: IconMessage, colour: 'var(--accent)' },
  requestFiledForYou: { icon: IconFilePlus, colour: 'var(--waiting)' },
  requestApproved: { icon: IconRosetteDiscountCheck, colour: 'var(--approved)' },
  requestRejected: { icon: IconCircleX, colour: 'var(--rejected)' },
  requestCancelled: { icon: IconBan, colour: 'var(--cancelled)' },
  requestExpired: { icon: IconHourglass, colour: 'var(--expired)' },
  requestStuck: { icon: IconBarrierBlock, colour: 'var(--stuck)' },
  accessRevoked: { icon: IconBan, colour: 'var(--rejected)' },
  accessEnded: { icon: IconHourglass, colour: 'var(--expired)' },
  accessEnding: { icon: IconHourglassLow, colour: 'var(--waiting)' },
  glassBroken: { icon: IconHammer, colour: 'var(--bypass)' },
  reviewWaits: { icon: IconHammer, colour: 'var(--bypass)' },
  proposalWaits: { icon: IconEyeCheck, colour: 'var(--accent)' },
};

/** Where a notice leads. */
export function addressOf({ kind, about: { kind: subject, id } }: Pick<Notice, 'kind' | 'about'>) {
  if (subject === 'proposal') return linkOptions({ to: '/proposals', search: { proposal: id } });
  if (subject === 'grant')
    return linkOptions({ to: '/grants', search: { show: kind === 'reviewWaits' ? 'review' : 'all', grant: id } });
  return kind === 'requestWaits' || kind === 'glassBroken' || kind === 'answerGiven'
    ? linkOptions({ to: '/inbox', search: { request: id } })
    : linkOptions({ to: '/mine', search: { request: id } });
}
