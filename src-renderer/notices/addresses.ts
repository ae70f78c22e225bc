import { linkOptions } from '@tanstack/react-router';
import type { Notice } from '#contract/notices.ts';

/** Where a notice leads. */
export function addressOf({ kind, about: { kind: subject, id } }: Pick<Notice, 'kind' | 'about'>) {
  if (subject === 'proposal') return linkOptions({ to: '/proposals', search: { proposal: id } });
  if (subject === 'grant')
    return linkOptions({ to: '/grants', search: { show: kind === 'reviewWaits' ? 'review' : 'all', grant: id } });
  return kind === 'requestWaits' || kind === 'glassBroken'
    ? linkOptions({ to: '/inbox', search: { request: id } })
    : linkOptions({ to: '/mine', search: { request: id } });
}
