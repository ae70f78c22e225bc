import type { z } from 'zod';

/** Most wrong fields that one answer names; junk can have any number. */
const MAX_FIELDS = 50;
const MAX_PATH_CHARACTERS = 200;

/** The wrong fields of an input by path (`steps.0.required`), with a sentence about each. An input that is no object at all is the field `input`. */
export function fieldsOf(error: Pick<z.ZodError, 'issues'>): Record<string, string> {
  const found = error.issues.flatMap((issue): [string, string][] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [pathOf([...issue.path, key]), 'There is no such field.'])
      : [[pathOf(issue.path), sentence(issue)]],
  );
  return Object.fromEntries(found.slice(0, MAX_FIELDS));
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map(String).join('.').slice(0, MAX_PATH_CHARACTERS);
  return text === '' ? 'input' : text;
}

// What the schemas say in no words of their own is said in the words of zod, which are none for a person.
const KINDS: Readonly<Record<string, string>> = {
  object: 'an object with fields of its own',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.path.length === 0)
    return 'The input must be an object with the fields of this call.';
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `This must be ${KINDS[issue.expected] ?? 'a value of another kind'}.`;
  return issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
}
