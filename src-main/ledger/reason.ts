import { type RecordedReason, recordedReason } from '#contract/reasons.ts';
import { canonicalJson, jsonOf } from './canonical.ts';

/** The code that a recorded reason holds; null when it is a sentence, or not exactly what the desk would record. */
export function readReason(recorded: string): RecordedReason | null {
  if (!recorded.startsWith('{')) return null;
  const parsed = recordedReason.safeParse(jsonOf(recorded));
  return parsed.success && canonicalJson(parsed.data) === recorded ? parsed.data : null;
}
