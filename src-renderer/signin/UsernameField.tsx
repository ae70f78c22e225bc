import { TextInput } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { name } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';

interface UsernameFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly username: string;
  readonly onUsername: (username: string) => void;
  readonly error: string | undefined;
}

/** The username; a mistake in it shows once the field was left. */
export function UsernameField({ field, username, onUsername, error }: UsernameFieldProps) {
  const [left, setLeft] = useState(false);
  const wrong = username === '' ? undefined : name.safeParse(username).error?.issues[0]?.message;
  return (
    <TextInput
      ref={field}
      label={t('signin.username')}
      value={username}
      onChange={(event) => onUsername(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={error ?? (left ? wrong : undefined)}
      autoCapitalize="none"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
    />
  );
}
