import type { ImportProblem } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';

/** Most lines that a refused import names. */
const MOST_LINES = 50;

/** Refuses a file because of its problems, of which `first` is the first; the fields are its lines. */
export function refuseImport(problems: readonly ImportProblem[], first: ImportProblem): Refusal {
  const sentences = new Map<number, string>();
  for (const { line, message } of problems)
    sentences.set(line, [sentences.get(line), message].filter((text) => text !== undefined).join(' '));
  return {
    code: 'INVALID_INPUT',
    message: t('importing.refused', {
      count: sentences.size,
      line: first.line,
      problem: sentences.get(first.line) ?? first.message,
    }),
    fields: Object.fromEntries([...sentences].slice(0, MOST_LINES).map(([line, text]) => [`line ${line}`, text])),
  };
}

/** Refused because what a plan was made for has changed since. */
export function changedSince(changed: 'inventory' | 'people'): Refusal {
  return refusal('STALE', t(`importing.changedSince.${changed}`));
}

/** Refuses a file whose names look like others, of which `first` is the first; it can be confirmed and imported then. */
export function refuseAlikeRows(alike: readonly ImportProblem[], first: ImportProblem): Refusal {
  const { line, message } = first;
  const more = alike.length - 1;
  return refusal(
    'LOOKS_ALIKE',
    more === 0 ? t('importing.alike', { line, message }) : t('importing.alikeMore', { line, message, count: more }),
  );
}
