import { t } from '#texts/texts.ts';

/** A time that is left, as a person would guess it: seconds in steps of five above ten, then minutes, then hours. */
export function leftInWords(seconds: number): string {
  if (seconds <= 10) return t('ledger.check.left.seconds', { count: Math.max(1, Math.round(seconds)) });
  if (seconds <= 57) return t('ledger.check.left.seconds', { count: Math.round(seconds / 5) * 5 });
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return t('ledger.check.left.minutes', { count: minutes });
  return t('ledger.check.left.hours', { count: Math.round(minutes / 60) });
}
