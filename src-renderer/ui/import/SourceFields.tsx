import { Button, FileButton, Group, Textarea, type TextareaProps } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { type Ref, useRef, useState } from 'react';
import { t } from '#texts/texts.ts';
import { readFile } from './file.ts';
import classes from './import.module.css';

interface SourceFieldsProps {
  readonly text: string;
  /** The file that the text came from; null when it was typed. */
  readonly file: string | null;
  readonly onText: (text: string, file: string | null) => void;
  /** The kind of file: `a CSV file`. */
  readonly kind: string;
  /** Endings and types of such files, as a file input takes them. */
  readonly accept: string;
  readonly mostCharacters: number;
  /** A pasted text that is longer is shown as a file is, by its length; without it every text stands in the box. */
  readonly longestShown?: number;
  /** A remark beside the length of a file. */
  readonly readAs?: string;
  /** The field for pasted text: its label, its placeholder, its size. */
  readonly box: TextareaProps & { readonly ref?: Ref<HTMLTextAreaElement> };
}

/** Where an import comes from: a file, or a text that is pasted. */
export function SourceFields({
  text,
  file,
  onText,
  kind,
  accept,
  mostCharacters,
  longestShown = Number.POSITIVE_INFINITY,
  readAs = '',
  box,
}: SourceFieldsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const forgetChoice = useRef<() => void>(null);
  // Which choice it is: a file that is read slowly must not replace one that was chosen after it.
  const choices = useRef(0);
  const take = (typed: string, from: string | null) => {
    choices.current += 1;
    setProblem(null);
    onText(typed, from);
  };
  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    // Even if this file cannot be read, the text before it is not the source any more.
    take('', null);
    const choice = choices.current;
    const read = await readFile(chosen, mostCharacters);
    // So that the same file, corrected meanwhile, can be chosen again.
    forgetChoice.current?.();
    if (choice !== choices.current) return;
    setProblem(read.ok ? null : read.problem);
    if (read.ok) onText(read.text, read.name);
  };
  return (
    <>
      <Group gap="sm">
        <FileButton accept={accept} resetRef={forgetChoice} onChange={(chosen) => void choose(chosen)}>
          {(props) => (
            <Button variant="default" leftSection={<IconFileText size={16} stroke={1.75} aria-hidden />} {...props}>
              {t('ui.import.choose', { kind })}
            </Button>
          )}
        </FileButton>
        {file === null ? null : (
          <Button variant="subtle" onClick={() => take('', null)}>
            {t('ui.import.remove')}
          </Button>
        )}
      </Group>
      {problem === null ? null : (
        <p className={classes.mistake} role="alert">
          {problem}
        </p>
      )}
      {file === null ? (
        <Textarea
          classNames={{ input: 'mono' }}
          spellCheck={false}
          {...box}
          value={text}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (pasted.length <= longestShown) return;
            event.preventDefault();
            take(pasted, t('ui.import.pasted'));
          }}
          onChange={(event) => take(event.currentTarget.value, null)}
        />
      ) : (
        <p>
          <span className="mono strong">{file}</span>{' '}
          <span className="dim">
            {t('ui.import.characters', { count: text.length })}
            {readAs}
          </span>
        </p>
      )}
    </>
  );
}
