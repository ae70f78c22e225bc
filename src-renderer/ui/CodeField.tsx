import { TextInput } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect } from 'react';

interface CodeFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  /** The element, which alone holds what is typed. */
  readonly field: RefObject<HTMLInputElement | null>;
}

/** A field for a code from paper: visible while it is typed, and kept only by the element, like a passphrase. */
export function CodeField({ label, description, error, field }: CodeFieldProps) {
  useEffect(() => {
    const element = field.current;
    return () => {
      if (element !== null) element.value = '';
    };
  }, [field]);
  return (
    <TextInput
      ref={field}
      label={label}
      description={description}
      error={error}
      classNames={{ input: 'mono' }}
      autoCapitalize="characters"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
    />
  );
}
