import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '#contract/views.ts';
import { refresh } from '../../app/client.ts';
import { call, desk } from '../../app/desk.ts';
import classes from './ManageViews.module.css';

interface ManageViewsProps {
  readonly saved: readonly SavedView[];
  readonly onClose: () => void;
}

/** Renames and removes views. */
export function ManageViews({ saved, onClose }: ManageViewsProps) {
  return (
    <Modal opened onClose={onClose} title="Your views" size="lg" centered>
      {saved.length === 0 ? <p className="dim">You keep no views.</p> : null}
      <ul className={classes.views}>
        {saved.map((view) => (
          <ViewForm key={view.id} view={view} />
        ))}
      </ul>
    </Modal>
  );
}

function ViewForm({ view }: { readonly view: SavedView }) {
  const [name, setName] = useState(view.name);
  const rename = useMutation({
    mutationFn: () => call(desk.views.update, { id: view.id, version: view.version, name }),
    onSettled: () => refresh(['views']),
  });
  const remove = useMutation({
    mutationFn: () => call(desk.views.remove, { id: view.id }),
    onSuccess: () => refresh(['views']),
  });
  const refusal = rename.error?.refusal ?? remove.error?.refusal;
  return (
    <li>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <TextInput
          aria-label={`Name of ${view.name}`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={refusal?.fields?.name ?? refusal?.message}
        />
        <Button
          type="submit"
          variant="default"
          aria-label={`Rename ${view.name}`}
          disabled={name.trim() === '' || name.trim() === view.name}
          loading={rename.isPending}
        >
          Rename
        </Button>
        <Button
          variant="default"
          c="var(--rejected)"
          aria-label={`Remove ${view.name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Remove
        </Button>
      </form>
      <p className="meta mono">{view.filter === '' ? 'all requests' : view.filter}</p>
    </li>
  );
}
