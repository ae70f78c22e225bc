import { PasswordInput } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect } from 'react';

interface PassphraseFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  /** Where what is typed can be read, and nowhere else. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** Says that something was typed, and never what. */
  readonly onTyped?: (() => void) | undefined;
  readonly onLeave?: (() => void) | undefined;
  /** Whether Escape in here is no business of the dialogs around. */
  readonly keepsEscape?: boolean;
}

/**
 * A field for a passphrase. What is typed stays in the element: no state, no property and no event of ours carries it, and it goes
 * away with the element. Whoever reads it clears it (`takeFrom`).
 */
export function PassphraseField({
  label,
  description,
  error,
  field,
  onTyped,
  onLeave,
  keepsEscape = false,
}: PassphraseFieldProps) {
  const escapeKey = keepsEscape ? escapeStaysHere : {};
  useEffect(() => {
    const element = field.current;
    return () => {
      if (element !== null) element.value = '';
    };
  }, [field]);
  return (
    <PasswordInput
      ref={field}
      label={label}
      description={description}
      error={error}
      aria-invalid={Boolean(error)}
      onInput={onTyped}
      onBlur={onLeave}
      autoCapitalize="none"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      {...escapeKey}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{
        'aria-label': 'Show what is typed',
        title: 'Show what is typed',
        ...escapeKey,
      }}
    />
  );
}

/** For whatever can have the focus in a dialog above another one: its Escape closes neither by itself. */
export const escapeStaysHere = { 'data-mantine-stop-propagation': 'true' } as const;

/** Takes what stands in a field out of it. */
export function takeFrom(field: RefObject<HTMLInputElement | null>): string {
  const element = field.current;
  if (element === null) return '';
  const { value } = element;
  element.value = '';
  return value;
}
