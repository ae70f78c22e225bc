import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { type RefObject, useRef, useState } from 'react';
import { MAX_SET_CHARACTERS } from '../../../src-preload/contract/policySet.ts';
import { readFile } from '../../people/import/file.ts';
import classes from '../../people/import/import.module.css';

interface SourceFieldsProps {
  readonly yaml: string;
  /** The file that the text came from; null when it was typed. */
  readonly file: string | null;
  /** The box for what is pasted. */
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onText: (yaml: string, file: string | null) => void;
}

const EXAMPLE = `apiVersion: countersign/v1
kind: PolicySet
policies:
  - name: production-db
    conditions:
      - resource: prod-db-*
    duration:
      maxSeconds: 7200
    steps:
      - required: 1
        approvers:
          - group: managers`;

/** Where the policies come from: a file, or a text that is pasted. */
export function SourceFields({ yaml, file, area, onText }: SourceFieldsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const forgetChoice = useRef<() => void>(null);
  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    const read = await readFile(chosen, MAX_SET_CHARACTERS);
    // The same file, mended meanwhile, can then be chosen again.
    forgetChoice.current?.();
    setProblem(read.ok ? null : read.problem);
    if (read.ok) onText(read.text, read.name);
  };
  return (
    <>
      <Group gap="sm">
        <FileButton
          accept=".yaml,.yml,.json,application/yaml,text/plain"
          resetRef={forgetChoice}
          onChange={(chosen) => void choose(chosen)}
        >
          {(props) => (
            <Button variant="default" leftSection={<IconFileText size={16} stroke={1.75} aria-hidden />} {...props}>
              Choose a YAML file…
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
          label="Or paste the policies"
          classNames={{ input: 'mono' }}
          placeholder={EXAMPLE}
          ref={area}
          rows={24}
          wrap="off"
          spellCheck={false}
          value={yaml}
          onChange={(event) => {
            setProblem(null);
            onText(event.currentTarget.value, null);
          }}
        />
      ) : (
        <p>
          <span className="mono strong">{file}</span>{' '}
          <span className="dim">{yaml.length.toLocaleString()} characters</span>
        </p>
      )}
      <section className={`dim ${classes.columns}`} aria-label="What a file does">
        <p>
          A policy is told by its name and becomes what the file says; what the file does not say of it gets its
          default. Policies that the file does not name stay as they are, unless it says{' '}
          <code className="mono">complete: true</code>. One with <code className="mono">status: archived</code> is
          archived.
        </p>
      </section>
    </>
  );
}
