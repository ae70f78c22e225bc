import { Box, Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { FourEyesNote } from './FourEyesNote.tsx';
import { heldProps, usePressGuard } from './pressGuard.ts';
import { RefusalNote } from './RefusalNote.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** The label of the field for a reason or comment; without a label there is no field. */
  readonly label?: string;
  readonly confirm: string;
  readonly danger?: boolean;
  /** Whether confirming proposes the change to another admin instead of making it. */
  readonly proposes?: boolean;
  /** Whether it cannot be confirmed: `refusal` says why, or the facts are not loaded yet. */
  readonly blocked?: boolean;
  /** The label of the button that closes the dialog. */
  readonly back?: string;
  readonly size?: string;
  /** What is decided, with its facts: a press counts only if it began while this was on screen. */
  readonly subject?: unknown;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  readonly onConfirm: (words: string) => void;
  readonly onClose: () => void;
}

/** Asks before an action that cannot be undone, and for the reason that goes into the record. */
export function ReasonDialog({
  title,
  children,
  label,
  confirm,
  danger = false,
  proposes = false,
  blocked = false,
  back = t('common.back'),
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
            {t('ui.missedPress')}
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
            {proposes ? t('ui.propose') : confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
