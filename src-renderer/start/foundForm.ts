import { useState } from 'react';
import { workspaceInputs } from '#contract/workspace.ts';

export const foundSteps = ['desk', 'admin', 'passphrase', 'review'] as const;
export type FoundStep = (typeof foundSteps)[number];

/** The values of the founding form, all but the passphrase. */
export interface FoundValues {
  readonly directory: string;
  readonly name: string;
  readonly username: string;
  readonly personName: string;
  readonly email: string;
}

export type FoundPath = keyof FoundValues;
type Mistakes = Partial<Record<FoundPath, string>>;

const paths: Readonly<Record<FoundPath, string>> = {
  directory: 'directory',
  name: 'name',
  username: 'admin.username',
  personName: 'admin.name',
  email: 'admin.email',
};
export const allPaths: readonly FoundPath[] = ['directory', 'name', 'username', 'personName', 'email'];

const schema = workspaceInputs.found.omit({ passphrase: true });

/** The desk's input for these values, without the passphrase. */
export const toInput = ({ directory, name, username, personName, email }: FoundValues) => ({
  directory,
  name,
  admin: { username, name: personName, email },
});

function byField(messageAt: (path: string) => string | undefined): Mistakes {
  const found: { [path in FoundPath]?: string } = {};
  for (const path of allPaths) {
    const message = messageAt(paths[path]);
    if (message !== undefined) found[path] = message;
  }
  return found;
}

function mistakesIn(values: FoundValues): Mistakes {
  const issues = schema.safeParse(toInput(values)).error?.issues ?? [];
  return byField((path) => issues.find((issue) => issue.path.join('.') === path)?.message);
}

/** The step that holds a field, by the name that the desk has for it. */
export const stepOf = (path: FoundPath): FoundStep => (path === 'directory' || path === 'name' ? 'desk' : 'admin');

/** The founding form: its values, and the mistake to show at each field. */
export interface FoundForm {
  readonly values: FoundValues;
  readonly set: (path: FoundPath, value: string) => void;
  readonly leave: (path: FoundPath) => void;
  readonly mistakeAt: (path: FoundPath) => string | undefined;
  /** Everything that is wrong, shown or not. */
  readonly mistakes: Mistakes;
  readonly showAll: () => void;
  /** Takes the desk's sentences about fields. Answers the first field of them that this form has. */
  readonly refuse: (fields: Readonly<Record<string, string>>) => FoundPath | undefined;
}

/** Keeps the values, checks them against the contract at each key, and shows a mistake once its field was left. */
export function useFoundForm(directory: string): FoundForm {
  const [values, setValues] = useState<FoundValues>({ directory, name: '', username: '', personName: '', email: '' });
  const [left, setLeft] = useState<ReadonlySet<FoundPath>>(new Set());
  const [refused, setRefused] = useState<Mistakes>({});
  const mistakes = { ...refused, ...mistakesIn(values) };
  return {
    values,
    mistakes,
    set: (path, value) => {
      setValues((before) => ({ ...before, [path]: value }));
      setRefused(({ [path]: _gone, ...others }) => others);
    },
    leave: (path) => setLeft((before) => new Set([...before, path])),
    mistakeAt: (path) => (left.has(path) || path in refused ? mistakes[path] : undefined),
    showAll: () => setLeft(new Set(allPaths)),
    refuse: (fields) => {
      const ours = byField((path) => fields[path]);
      setRefused(ours);
      return allPaths.find((path) => path in ours);
    },
  };
}
