import { Button, TextInput } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, desk } from '../app/desk.ts';
import type { FoundForm } from './foundForm.ts';
import classes from './start.module.css';

interface DeskStepProps {
  readonly form: FoundForm;
}

/** The first step: what the desk is called, and in which folder it lives. */
export function DeskStep({ form }: DeskStepProps) {
  const { values, set, leave, mistakeAt } = form;
  const name = useRef<HTMLInputElement>(null);
  const id = useId();
  const [full, setFull] = useState<string | null>(null);
  const choose = useMutation({
    mutationFn: () => call(desk.workspace.choose, {}),
    onSuccess: ({ directory, holds }) => {
      if (directory === null) return;
      if (holds === 'nothing') set('directory', directory);
      setFull(
        holds === 'nothing'
          ? null
          : holds === 'unreadable'
            ? `What is in ${directory} cannot be read. Choose another folder.`
            : `There is a desk in ${directory} already. Choose another folder, or leave this page and open that one.`,
      );
    },
  });
  useEffect(() => name.current?.focus(), []);
  const wrong = full ?? mistakeAt('directory') ?? choose.error?.refusal.message;

  return (
    <div className={classes.fields}>
      <TextInput
        ref={name}
        label="Name of the desk"
        description="What people call it. It stands in its first entry, and stays for good."
        placeholder="Harbour Line operations"
        required
        value={values.name}
        onChange={(event) => set('name', event.currentTarget.value)}
        onBlur={() => leave('name')}
        error={mistakeAt('name')}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like the field above */}
      <div role="group" aria-labelledby={id} aria-describedby={`${id}-wrong`}>
        <div id={id} className={classes.label}>
          Where it lives
        </div>
        <p className="meta">A folder on this machine that is backed up, and that nobody but you can read.</p>
        <div className={classes.where}>
          <code className="mono">{values.directory}</code>
          <Button variant="default" loading={choose.isPending} onClick={() => choose.mutate()}>
            Choose another folder…
          </Button>
        </div>
        <p id={`${id}-wrong`} className={classes.mistake} role="status">
          {wrong}
        </p>
      </div>
    </div>
  );
}
