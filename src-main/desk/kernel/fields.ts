import { z } from 'zod';
import { t } from '#texts/texts.ts';

/** Most wrong fields that one answer names: an input can have any number of them. */
const MAX_FIELDS = 50;
const MAX_PATH_CHARACTERS = 200;

/** The wrong fields of an input by path (`steps.0.required`), each with a sentence. An input that is not an object is the field `input`. */
export function fieldsOf(error: Pick<z.ZodError, 'issues'>): Record<string, string> {
  const found = error.issues.flatMap((issue): [string, string][] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [pathOf([...issue.path, key]), t('desk.kernel.noSuchField')])
      : [[pathOf(issue.path), sentence(issue)]],
  );
  return Object.fromEntries(found.slice(0, MAX_FIELDS));
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map(String).join('.').slice(0, MAX_PATH_CHARACTERS);
  return text === '' ? 'input' : text;
}

// The types for which zod's own message ("expected string") is replaced by one for people.
const named = z.enum(['object', 'array', 'string', 'number', 'int', 'boolean']);

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.path.length === 0) return t('desk.kernel.mustBeInput');
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return t(`desk.kernel.mustBe.${named.safeParse(issue.expected).data ?? 'other'}`);
  return issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
}
