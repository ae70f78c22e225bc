import { PasswordInput } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect } from 'react';
import { t } from '#texts/texts.ts';

interface PassphraseFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  /** The element, which alone holds what is typed. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** Says that something was typed, and never what. */
  readonly onTyped?: (() => void) | undefined;
  readonly onLeave?: (() => void) | undefined;
  /** Whether Escape in this field must not reach the dialogs around it. */
  readonly keepsEscape?: boolean;
}

/**
 * A field for a passphrase. What is typed stays in the element: no state, property or event of ours carries it, and it goes
 * away with the element. To read it is to clear it (`takeFrom`).
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
        'aria-label': t('ui.passphrase.show'),
        title: t('ui.passphrase.show'),
        ...escapeKey,
      }}
    />
  );
}

/** For elements of a dialog above another dialog: Escape does not close both. */
export const escapeStaysHere = { 'data-mantine-stop-propagation': 'true' } as const;

/** Answers what a field holds, and empties it. */
export function takeFrom(field: RefObject<HTMLInputElement | null>): string {
  const element = field.current;
  if (element === null) return '';
  const { value } = element;
  element.value = '';
  return value;
}
