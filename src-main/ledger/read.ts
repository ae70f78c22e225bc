import type { z } from 'zod';
import { type DeskEvent, type EventType, envelope, eventCatalogue, isEventType } from '#contract/events.ts';
import { type RecordedReason, recordedReason } from '#contract/reasons.ts';
import { t } from '#texts/texts.ts';
import { canonicalJson, jsonOf } from './canonical.ts';

export type Read = { readonly ok: true; readonly event: DeskEvent } | { readonly ok: false; readonly what: string };

// Strict, so that different bytes never read as the same event.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the bytes of an event that a voucher has vouched for (ledger/vouch.ts): {@link readEvent} accepted them. */
export function readVouched(bytes: Uint8Array): DeskEvent {
  const json: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  if (!isVouchedFor(json)) throw new TypeError('A voucher accepted an event that is none.');
  return json;
}

// The voucher parsed the same bytes with the schemas; here only the type has to be told.
function isVouchedFor(json: unknown): json is DeskEvent {
  return typeof json === 'object' && json !== null;
}

/** Reads the bytes of an event; `what` says why they are no event of this format. */
export function readEvent(bytes: Uint8Array): Read {
  let json: unknown;
  try {
    json = JSON.parse(textOf(bytes));
  } catch {
    return { ok: false, what: t('chain.notJson') };
  }
  return readJson(json);
}

/** The text of an event. Throws if the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** The same as {@link readEvent}, from the parsed text. */
export function readJson(json: unknown): Read {
  const outer = envelope.safeParse(json);
  if (!outer.success) return { ok: false, what: t('chain.notAnEvent', describe(outer.error.issues)) };
  if (!isEventType(outer.data.type))
    return { ok: false, what: t('chain.unknownType', { type: JSON.stringify(outer.data.type) }) };
  let what = '';
  const event = outer.data;
  if (!hasItsData(event, outer.data.type, (wrong) => (what = wrong))) return { ok: false, what };
  return { ok: true, event };
}

// A predicate, because TypeScript cannot tie the type of an event to the schema that accepts its data. No schema changes what it accepts.
function hasItsData(
  event: z.infer<typeof envelope>,
  type: EventType,
  wrong: (what: string) => void,
): event is DeskEvent {
  const data = eventCatalogue[type].data.safeParse(event.data);
  if (!data.success) wrong(t('chain.wrongData', { type, ...describe(data.error.issues) }));
  return data.success;
}

function describe(issues: readonly { path: readonly PropertyKey[]; message: string }[]) {
  const [first] = issues;
  return { field: first?.path.join('.') || t('chain.asAWhole'), problem: first?.message ?? t('chain.unknownProblem') };
}

/** The code of a recorded reason; null when it is a sentence, or not in canonical form. */
export function readReason(recorded: string): RecordedReason | null {
  if (!recorded.startsWith('{')) return null;
  const parsed = recordedReason.safeParse(jsonOf(recorded));
  return parsed.success && canonicalJson(parsed.data) === recorded ? parsed.data : null;
}
