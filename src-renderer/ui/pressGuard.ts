import { replaceEqualDeep } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';

/** How long something must have been on screen before a press on it counts, in milliseconds. */
export const SETTLE_MS = 600;

/** Something held down: when that began, and whether it has done something already. */
interface Press {
  readonly beganAt: number;
  /** The key; empty for a pointer. */
  readonly code: string;
  spent: boolean;
}

let pointer: Press | null = null;
let key: Press | null = null;

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];

// Before anyone else hears of it, and whatever they do with it.
window.addEventListener(
  'pointerdown',
  ({ timeStamp }) => {
    pointer = { beganAt: timeStamp, code: '', spent: false };
  },
  { capture: true },
);
window.addEventListener(
  'keydown',
  ({ timeStamp, repeat, code, key: name }) => {
    if (MODIFIERS.includes(name)) return;
    // A key that repeats is still the same press.
    if (!repeat) key = { beganAt: timeStamp, code, spent: false };
    else key ??= { beganAt: timeStamp, code, spent: true };
  },
  { capture: true },
);
// A click comes while the key goes up, and after the pointer did, so either press is forgotten in a later task.
window.addEventListener(
  'keyup',
  ({ code }) => {
    setTimeout(() => {
      if (key?.code === code) key = null;
    });
  },
  { capture: true },
);
window.addEventListener(
  'click',
  () => {
    const over = pointer;
    setTimeout(() => {
      if (pointer === over) pointer = null;
    });
  },
  { capture: true },
);
window.addEventListener('blur', () => {
  key = null;
});

/** The press that led to an event. Assistive technology clicks without one: then the click itself is the press. */
function pressOf(event: Event): Press {
  const pointed = event instanceof PointerEvent && event.pointerType !== '';
  const pressed = pointed ? pointer : (key ?? pointer);
  return pressed ?? { beganAt: event.timeStamp, code: '', spent: false };
}

/** What a press is worth. */
export interface PressGuard {
  /** Whether the screen changed so recently that no press counts. */
  readonly held: boolean;
  /** Whether the last press did not count, because what it would have been about had changed. */
  readonly missed: boolean;
  /** Whether the press behind this event counts; each press counts once. */
  readonly counts: (event: Event) => boolean;
}

/**
 * Lets a press (mouse, key, touch) sign only what was on screen when the press began, and had been there for {@link SETTLE_MS}: whatever
 * changes or appears beneath a pointer was not meant. `subject` is what the press signs, with its facts; an
 * equal one is no change.
 */
export function usePressGuard(subject: unknown): PressGuard {
  const [shown, setShown] = useState<unknown>(subject);
  const [settled, setSettled] = useState<unknown>(NOTHING);
  const [missed, setMissed] = useState<unknown>(NOTHING);
  const changedAt = useRef(Number.POSITIVE_INFINITY);
  const current = replaceEqualDeep(shown, subject);
  if (current !== shown) setShown(current);

  useLayoutEffect(() => {
    changedAt.current = performance.now();
    const timer = setTimeout(() => setSettled(shown), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  return {
    held: settled !== shown,
    missed: missed === shown,
    counts: (event) => {
      const press = pressOf(event);
      const second = event instanceof MouseEvent && event.detail > 1;
      const counted = !press.spent && !second && press.beganAt - changedAt.current >= SETTLE_MS;
      press.spent = true;
      setMissed(counted ? NOTHING : shown);
      return counted;
    },
  };
}

const NOTHING = Symbol('nothing');

/** For a button whose press is guarded: while it is held it is not to be pressed, and looks so. */
export const heldProps = ({ held }: Pick<PressGuard, 'held'>) => (held ? ({ 'aria-disabled': true } as const) : {});
