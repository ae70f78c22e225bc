import type { RecordedReason } from '#contract/reasons.ts';

/** How every recorded code begins: `code` comes first among its fields in canonical order. No sentence of rules 1 begins so. */
const BEGINNING = '{"code":"';

/** A reason as its event records it: canonical JSON (RFC 8785). The fields are flat, whole numbers and ASCII text. */
export function writeReason(reason: RecordedReason): string {
  return JSON.stringify(reason, Object.keys(reason).sort());
}

/** Whether a recorded reason is a code. If not, it is a sentence that was recorded under rules 1. */
export function isCode(recorded: string): boolean {
  return recorded.startsWith(BEGINNING);
}

/** An event, as far as it says why. */
interface Recorded {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The field in which the desk itself says why an event happened; null where a person says so, or nobody does. */
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

/** The reason that the desk itself recorded in an event; null where there is none. What a person wrote is never taken for it. */
export function reasonIn(event: Recorded): string | null {
  const field = reasonField(event);
  const recorded = field === null ? null : event.data[field];
  return typeof recorded === 'string' ? recorded : null;
}
