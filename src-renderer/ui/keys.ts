import { type HotkeyItem, useHotkeys } from '@mantine/hooks';

const typing = ['INPUT', 'TEXTAREA', 'SELECT'];
// Enter on a link or a button is theirs.
const acting = [...typing, 'A', 'BUTTON'];

const inDialog = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('[role="dialog"], [role="listbox"], [role="menu"]') !== null;

const outsideDialogs = (keys: Readonly<Record<string, () => void>>): HotkeyItem[] =>
  Object.entries(keys).map(([key, act]) => [
    key,
    (event) => {
      if (inDialog(event)) return;
      event.preventDefault();
      act();
    },
    { preventDefault: false },
  ]);

/** Keys of a page: single letters, which rest while one types or a dialog is open, and Enter, which rests on buttons too. */
export function usePageKeys(letters: Readonly<Record<string, () => void>>, onEnter?: () => void): void {
  useHotkeys(outsideDialogs(letters), typing);
  useHotkeys(onEnter === undefined ? [] : outsideDialogs({ Enter: onEnter }), acting);
}
