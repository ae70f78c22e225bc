import { Box, Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import { FourEyesNote } from './FourEyesNote.tsx';
import { heldProps, MISSED, usePressGuard } from './pressGuard.ts';
import { RefusalNote } from './RefusalNote.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** What the words are called; without it none are asked for. */
  readonly label?: string;
  readonly confirm: string;
  readonly danger?: boolean;
  /** Whether it is proposed to another admin, and not done. */
  readonly proposes?: boolean;
  /** Whether it cannot be confirmed; `refusal` says why, or what it depends on is not known yet. */
  readonly blocked?: boolean;
  /** What the way out is called. */
  readonly back?: string;
  readonly size?: string;
  /** What is decided, with its facts: a press counts only if it began while this was on screen. */
  readonly subject?: unknown;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  readonly onConfirm: (words: string) => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back, and for the words that go into the record. */
export function ReasonDialog({
  title,
  children,
  label,
  confirm,
  danger = false,
  proposes = false,
  blocked = false,
  back = 'Back',
  size = 'md',
  subject,
  pending,
  refusal,
  onConfirm,
  onClose,
}: ReasonDialogProps) {
  const [words, setWords] = useState('');
  const guard = usePressGuard(subject);
  // Without a subject nothing can change beneath the pointer.
  const guarded = subject !== undefined;
  const fieldError = refusal?.fields?.reason ?? refusal?.fields?.comment;
  return (
    <Modal opened onClose={onClose} title={title} size={size} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!guarded || guard.counts(event.nativeEvent)) onConfirm(words);
        }}
      >
        <div>{children}</div>
        {label === undefined ? null : (
          <Textarea
            mt="md"
            label={label}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={fieldError}
            autosize
            minRows={2}
            maxRows={8}
            required
            data-autofocus
          />
        )}
        {proposes ? (
          <Box mt="md">
            <FourEyesNote />
          </Box>
        ) : null}
        {refusal === undefined || fieldError !== undefined ? null : (
          <Box mt="md">
            <RefusalNote refusal={refusal} />
          </Box>
        )}
        {guarded && guard.missed ? (
          <Text mt="md" c="var(--waiting)" role="status">
            {MISSED}
          </Text>
        ) : null}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {back}
          </Button>
          <Button
            type="submit"
            loading={pending}
            disabled={blocked}
            {...heldProps({ held: guarded && guard.held })}
            {...(danger && !proposes ? { color: 'var(--rejected)' } : {})}
          >
            {proposes ? 'Propose…' : confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
