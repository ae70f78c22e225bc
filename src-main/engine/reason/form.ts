import type { RecordedReason } from '#contract/reasons.ts';

/** How every recorded code begins, as `code` is its first field in canonical order, and how it ends. */
const [BEGINNING, END] = ['{"code":"', '}'] as const;

/** A reason as its event records it: canonical JSON (RFC 8785). The fields are flat, whole numbers and ASCII text. */
export function writeReason(reason: RecordedReason): string {
  return JSON.stringify(reason, Object.keys(reason).sort());
}

/**
 * Whether a recorded reason is a code. If not, it is a sentence that was recorded under rules 1: it can begin with any name, and ends
 * with a full stop.
 */
export function isCode(recorded: string): boolean {
  return recorded.startsWith(BEGINNING) && recorded.endsWith(END);
}

/** The fields of an event that may hold a reason. */
interface Recorded {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The field with a reason that the desk recorded; null when a person gave the reason, or there is none. */
export function reasonField({ type, data }: Recorded): 'because' | 'comment' | 'reason' | null {
  switch (type) {
    case 'request.submitted':
    case 'request.stuck':
      return 'because';
    case 'request.cancelled':
      return data.cause === 'requester' || data.cause === 'admin' ? null : 'comment';
    case 'grant.revoked':
      return data.cause === 'admin' ? null : 'reason';
    default:
      return null;
  }
}

/** The reason that the desk recorded in an event; null without one. Never a text that a person wrote. */
export function reasonIn(event: Recorded): string | null {
  const field = reasonField(event);
  const recorded = field === null ? null : event.data[field];
  return typeof recorded === 'string' ? recorded : null;
}
