import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { FoundForm, FoundPath } from './foundForm.ts';
import classes from './start.module.css';

interface AdminStepProps {
  readonly form: FoundForm;
}

/** The second step: who founds the desk, and is its first admin. */
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
        label="Username"
        description="Short, and never changed later. You sign in with it."
        placeholder="carol"
        spellCheck={false}
        autoCapitalize="none"
        {...field('username')}
      />
      <TextInput label="Name" placeholder="Carol Dufresne" spellCheck={false} {...field('personName')} />
      <TextInput label="E-mail" type="email" placeholder="carol@example.com" {...field('email')} />
    </div>
  );
}
