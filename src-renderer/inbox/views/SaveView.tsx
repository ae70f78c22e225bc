import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView, ViewPlace } from '#contract/views.ts';
import { refresh } from '../../app/client.ts';
import { call, desk } from '../../app/desk.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';

interface SaveViewProps {
  readonly place: ViewPlace;
  readonly filter: string;
  readonly saved: readonly SavedView[];
  readonly onClose: () => void;
}

/** Keeps what the list shows under a name; under one that is there already, in the place of what it was. */
export function SaveView({ place, filter, saved, onClose }: SaveViewProps) {
  const [name, setName] = useState('');
  const same = saved.find((view) => view.place === place && view.name === name.trim());
  const save = useMutation({
    mutationFn: () =>
      same === undefined
        ? call(desk.views.save, { place, name, filter })
        : call(desk.views.update, { id: same.id, version: same.version, filter }),
    onSuccess: async () => {
      await refresh(['views']);
      onClose();
    },
    onError: () => refresh(['views']),
  });
  const refusal = save.error?.refusal;
  const wrong = refusal?.code === 'NAME_TAKEN' ? refusal.message : refusal?.fields?.name;
  return (
    <Modal opened onClose={onClose} title="Save this view" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label="Name"
          description="You find it again above the list and with Ctrl+K. Nobody else sees it."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={wrong}
          required
          data-autofocus
        />
        <p className="dim">
          It shows {filter === '' ? 'all requests' : <span className="mono">{filter}</span>}
          {same === undefined ? '.' : ', and takes the place of the view of that name.'}
        </p>
        {refusal === undefined || wrong !== undefined ? null : <RefusalNote refusal={refusal} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {same === undefined ? 'Save' : 'Replace'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
