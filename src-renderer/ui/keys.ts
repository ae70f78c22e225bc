import { useWindowEvent } from '@mantine/hooks';
import { createContext, useContext } from 'react';

/** Whether single letters do something at this workstation; the application says it from the settings. */
export const SingleKeysContext = createContext(false);

/** Whether single letters do something at this workstation. */
export const useSingleKeys = (): boolean => useContext(SingleKeysContext);

export const onMac = /Mac/.test(navigator.userAgent);

/** The keys to press for a letter with Ctrl, or with ⌘ on a Mac. */
export const withControl = (letter: string): readonly string[] => [onMac ? '⌘' : 'Ctrl', letter];

const notTyped = ['checkbox', 'radio', 'button', 'submit'];

/** Whether a key goes into a field. */
export function isTyped({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !notTyped.includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}

// Enter on a link or a button is theirs.
const actsItself = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('a, button, input, [role="button"]') !== null;

/** Whether the target has keys of its own: a dialog, a list of choices, a menu. */
export const isInDialog = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="listbox"], [role="menu"]') !== null;

/** Whether it is this key by itself; on some keyboards signs like `/` and `?` need Shift. */
export function isPressed(event: KeyboardEvent, key: string): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  return /^[a-z]$/.test(key) ? event.key.toLowerCase() === key && !event.shiftKey : event.key === key;
}

/** A key that is more than a letter, Escape for example: it rests while one types or a dialog is open. */
export function usePlainKey(key: string, act: (event: KeyboardEvent) => void): void {
  useWindowEvent('keydown', (event) => {
    if (event.defaultPrevented || !isPressed(event, key) || isTyped(event) || isInDialog(event)) return;
    act(event);
  });
}

/**
 * Keys of a page: single letters, which rest while one types or a dialog is open and can be switched off for good, and Enter, which rests
 * on buttons too.
 */
export function usePageKeys(
  letters: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  onEnter?: () => void,
): void {
  const on = useSingleKeys();
  useWindowEvent('keydown', (event) => {
    if (!on || event.defaultPrevented || isTyped(event) || isInDialog(event)) return;
    const act = Object.entries(letters).find(([key]) => isPressed(event, key))?.[1];
    if (act === undefined) return;
    event.preventDefault();
    act(event);
  });
  usePlainKey('Enter', (event) => {
    if (onEnter === undefined || actsItself(event)) return;
    event.preventDefault();
    onEnter();
  });
}
