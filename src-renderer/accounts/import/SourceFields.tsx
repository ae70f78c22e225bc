import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { MAX_ACCOUNT_CHARACTERS } from '../../../src-preload/contract/accounts.ts';
import { readFile } from '../../people/import/file.ts';
import classes from '../../people/import/import.module.css';
import { formatOf } from './usePlan.ts';

interface SourceFieldsProps {
  readonly text: string;
  /** The file that the text came from; null when it was typed. */
  readonly file: string | null;
  readonly onText: (text: string, file: string | null) => void;
}

// A text box that measures its lines is slow with more, and nobody reads them there.
const LONGEST_SHOWN = 100_000;

/** Where the accounts come from: a file, or a text that is pasted. */
export function SourceFields({ text, file, onText }: SourceFieldsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const forgetChoice = useRef<() => void>(null);
  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    const read = await readFile(chosen, MAX_ACCOUNT_CHARACTERS);
    // The same file, mended meanwhile, can then be chosen again.
    forgetChoice.current?.();
    setProblem(read.ok ? null : read.problem);
    if (read.ok) onText(read.text, read.name);
  };
  return (
    <>
      <Group gap="sm">
        <FileButton
          accept=".csv,.json,text/csv,text/plain,application/json"
          resetRef={forgetChoice}
          onChange={(chosen) => void choose(chosen)}
        >
          {(props) => (
            <Button variant="default" leftSection={<IconFileText size={16} stroke={1.75} aria-hidden />} {...props}>
              Choose a CSV or JSON file…
            </Button>
          )}
        </FileButton>
        {file === null ? null : (
          <Button variant="subtle" onClick={() => onText('', null)}>
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
          label="Or paste the rows"
          classNames={{ input: 'mono' }}
          placeholder={'resource,account,kind,owner\nprod-orders-db,postgres,postgres,dba'}
          autosize
          minRows={8}
          maxRows={16}
          spellCheck={false}
          value={text}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (pasted.length <= LONGEST_SHOWN) return;
            event.preventDefault();
            setProblem(null);
            onText(pasted, 'What you pasted');
          }}
          onChange={(event) => {
            setProblem(null);
            onText(event.currentTarget.value, null);
          }}
        />
      ) : (
        <p>
          <span className="mono strong">{file}</span>{' '}
          <span className="dim">
            {text.length.toLocaleString()} characters, read as {formatOf(text).toUpperCase()}
          </span>
        </p>
      )}
    </>
  );
}
