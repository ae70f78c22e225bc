import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { MAX_IMPORT_CHARACTERS } from '../../../src-preload/contract/people.ts';
import { readFile } from './file.ts';
import classes from './import.module.css';

interface SourceFieldsProps {
  readonly csv: string;
  /** The file that the text came from; null when it was typed. */
  readonly file: string | null;
  readonly onText: (csv: string, file: string | null) => void;
}

/** Where the people come from: a file, or a text that is pasted. */
export function SourceFields({ csv, file, onText }: SourceFieldsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const forgetChoice = useRef<() => void>(null);
  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    const read = await readFile(chosen, MAX_IMPORT_CHARACTERS);
    // The same file, mended meanwhile, can then be chosen again.
    forgetChoice.current?.();
    setProblem(read.ok ? null : read.problem);
    if (read.ok) onText(read.text, read.name);
  };
  return (
    <>
      <Group gap="sm">
        <FileButton
          accept=".csv,text/csv,text/plain"
          resetRef={forgetChoice}
          onChange={(chosen) => void choose(chosen)}
        >
          {(props) => (
            <Button variant="default" leftSection={<IconFileText size={16} stroke={1.75} aria-hidden />} {...props}>
              Choose a CSV file…
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
          placeholder={'username,name,email,role,groups\nbob,Bob Castellanos,bob@example.com,member,managers'}
          autosize
          minRows={8}
          maxRows={16}
          spellCheck={false}
          value={csv}
          onChange={(event) => {
            setProblem(null);
            onText(event.currentTarget.value, null);
          }}
        />
      ) : (
        <p>
          <span className="mono strong">{file}</span>{' '}
          <span className="dim">{csv.length.toLocaleString()} characters</span>
        </p>
      )}
    </>
  );
}
