import { Button, TextInput } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { t } from '#texts/texts.ts';
import { call, desk } from '../app/desk.ts';
import type { FoundForm } from './foundForm.ts';
import classes from './start.module.css';

interface DeskStepProps {
  readonly form: FoundForm;
}

/** The first step: the name of the desk, and its folder. */
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
          : t(holds === 'unreadable' ? 'start.folder.unreadable' : 'start.folder.taken', { directory }),
      );
    },
  });
  useEffect(() => name.current?.focus(), []);
  const wrong = full ?? mistakeAt('directory') ?? choose.error?.refusal.message;

  return (
    <div className={classes.fields}>
      <TextInput
        ref={name}
        label={t('start.found.field.name')}
        description={t('start.found.nameHint')}
        placeholder={t('start.found.nameExample')}
        required
        value={values.name}
        onChange={(event) => set('name', event.currentTarget.value)}
        onBlur={() => leave('name')}
        error={mistakeAt('name')}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like the field above */}
      <div role="group" aria-labelledby={id} aria-describedby={`${id}-wrong`}>
        <div id={id} className={classes.label}>
          {t('start.found.field.directory')}
        </div>
        <p className="meta">{t('start.found.directoryHint')}</p>
        <div className={classes.where}>
          <code className="mono">{values.directory}</code>
          <Button variant="default" loading={choose.isPending} onClick={() => choose.mutate()}>
            {t('start.folder.choose')}
          </Button>
        </div>
        <p id={`${id}-wrong`} className={classes.mistake} role="status">
          {wrong}
        </p>
      </div>
    </div>
  );
}
