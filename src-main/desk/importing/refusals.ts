import type { ImportProblem } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';

/** Most lines that a refused import names. */
const MOST_LINES = 50;

/** Refuses a file for what is wrong with it, `first` being the first of that; the fields are its lines. */
export function refuseImport(problems: readonly ImportProblem[], first: ImportProblem): Refusal {
  const sentences = new Map<number, string>();
  for (const { line, message } of problems)
    sentences.set(line, [sentences.get(line), message].filter((text) => text !== undefined).join(' '));
  const lines = sentences.size === 1 ? 'One line of the file is' : `${sentences.size} lines of the file are`;
  return {
    code: 'INVALID_INPUT',
    message: `Nothing was imported. ${lines} not right; the first is line ${first.line}. ${sentences.get(first.line)}`,
    fields: Object.fromEntries([...sentences].slice(0, MOST_LINES).map(([line, text]) => [`line ${line}`, text])),
  };
}

/** Refused because a plan was made on something else than what is there now. `what` begins the sentence: `The inventory`. */
export function changedSince(what: string): Refusal {
  return {
    code: 'STALE',
    message: `Nothing was imported. ${what} changed after this plan was made; look at what the file would change now, and import it then.`,
  };
}

/** Refuses a file whose names look like others, `first` being the first of that; to be asked about, and imported then. */
export function refuseAlikeRows(alike: readonly ImportProblem[], first: ImportProblem): Refusal {
  const more = alike.length === 1 ? '' : ` So do names in ${alike.length - 1} more of its lines.`;
  return {
    code: 'LOOKS_ALIKE',
    message: `Nothing was imported. Line ${first.line}: ${first.message}${more} Correct the file, or import it all the same if that is what these people are called.`,
  };
}
