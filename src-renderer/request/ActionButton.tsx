import { Button, Kbd } from '@mantine/core';
import type { ViewerAction } from '../../src-preload/contract/requests.ts';
import { actionWords } from './actionWords.ts';

const keys: Partial<Record<ViewerAction, string>> = { approve: 'A', reject: 'R' };

const colours: Record<ViewerAction, string> = {
  approve: 'var(--accent)',
  reject: 'var(--rejected)',
  withdraw: 'var(--ink)',
  cancel: 'var(--rejected)',
  bypass: 'var(--bypass)',
};

interface ActionButtonProps {
  readonly action: ViewerAction;
  /** Whether this is the one action that is being asked about. */
  readonly asked: boolean;
  readonly pending: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

/** The button of an action: the wanted one filled, the others quiet, and the one that is asked about filled in its colour. */
export function ActionButton({ action, asked, pending, disabled, onPress }: ActionButtonProps) {
  const filled = asked || action === 'approve';
  const key = keys[action];
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      loading={pending}
      disabled={disabled}
      onClick={onPress}
      rightSection={asked ? <Kbd size="xs">Enter</Kbd> : key === undefined ? null : <Kbd size="xs">{key}</Kbd>}
      {...(filled ? { color: colours[action] } : { c: colours[action] })}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': key })}
    >
      {actionWords[action].button}
    </Button>
  );
}
