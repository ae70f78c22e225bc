import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '#texts/texts.ts';
import type { FoundForm, FoundPath } from './foundForm.ts';
import classes from './start.module.css';

interface AdminStepProps {
  readonly form: FoundForm;
}

/** The second step: the person who founds the desk and becomes its first admin. */
export function AdminStep({ form }: AdminStepProps) {
  const username = useRef<HTMLInputElement>(null);
  useEffect(() => username.current?.focus(), []);
  const field = (path: FoundPath) => ({
    required: true,
    autoComplete: 'off',
    value: form.values[path],
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => form.set(path, event.currentTarget.value),
    onBlur: () => form.leave(path),
    error: form.mistakeAt(path),
  });
  return (
    <div className={classes.fields}>
      <TextInput
        ref={username}
        label={t('start.found.field.username')}
        description={t('start.found.usernameHint')}
        placeholder={t('start.found.usernameExample')}
        spellCheck={false}
        autoCapitalize="none"
        {...field('username')}
      />
      <TextInput
        label={t('start.found.field.personName')}
        placeholder={t('start.found.personNameExample')}
        spellCheck={false}
        {...field('personName')}
      />
      <TextInput
        label={t('start.found.field.email')}
        type="email"
        placeholder={t('start.found.emailExample')}
        {...field('email')}
      />
    </div>
  );
}
