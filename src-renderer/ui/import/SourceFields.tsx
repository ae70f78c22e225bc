import { Button, FileButton, Group, Textarea, type TextareaProps } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { type Ref, useRef, useState } from 'react';
import { readFile } from './file.ts';
import classes from './import.module.css';

interface SourceFieldsProps {
  readonly text: string;
  /** The file that the text came from; null when it was typed. */
  readonly file: string | null;
  readonly onText: (text: string, file: string | null) => void;
  /** What is chosen: `a CSV file`. */
  readonly kind: string;
  /** Endings and types of such files, as a file input takes them. */
  readonly accept: string;
  readonly mostCharacters: number;
  /** A pasted text that is longer is shown as a file is, by its length; without it every text stands in the box. */
  readonly longestShown?: number;
  /** What is said of a file beside its length. */
  readonly readAs?: string;
  /** The box for what is pasted: its label, its placeholder, its size. */
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
    // What was there before is not what is meant any more, whatever becomes of this file.
    take('', null);
    const choice = choices.current;
    const read = await readFile(chosen, mostCharacters);
    // The same file, mended meanwhile, can then be chosen again.
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
              Choose {kind}…
            </Button>
          )}
        </FileButton>
        {file === null ? null : (
          <Button variant="subtle" onClick={() => take('', null)}>
            Remove it
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
            take(pasted, 'What you pasted');
          }}
          onChange={(event) => take(event.currentTarget.value, null)}
        />
      ) : (
        <p>
          <span className="mono strong">{file}</span>{' '}
          <span className="dim">
            {text.length.toLocaleString()} characters{readAs}
          </span>
        </p>
      )}
    </>
  );
}
