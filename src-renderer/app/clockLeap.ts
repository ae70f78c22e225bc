import type { ClockLeap } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { roughDuration } from '../ui/time.ts';

/** How far the clock is ahead, and what would be over by it, in sentences. */
export function leapSentences({ seconds, requests, grants }: ClockLeap): {
  readonly ahead: string;
  readonly over: string;
} {
  const ahead = t('app.leap.ahead', { duration: roughDuration(Math.floor(seconds / 3600) * 3600) });
  return { ahead, over: overBy(requests, grants) };
}

function overBy(requests: number, grants: number): string {
  if (requests > 0 && grants > 0)
    return t('app.leap.both', {
      requests: t('app.leap.openRequests', { count: requests }),
      grants: t('app.leap.activeGrants', { count: grants }),
    });
  if (requests > 0) return t('app.leap.requests', { count: requests });
  if (grants > 0) return t('app.leap.grants', { count: grants });
  return t('app.leap.nothing');
}
