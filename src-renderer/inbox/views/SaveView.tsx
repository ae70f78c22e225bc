import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView, ViewPlace } from '#contract/views.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../../app/client.ts';
import { call, desk } from '../../app/desk.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { Sentence } from '../../ui/Sentence.tsx';

interface SaveViewProps {
  readonly place: ViewPlace;
  readonly filter: string;
  readonly saved: readonly SavedView[];
  readonly onClose: () => void;
}

/** Saves the filter of the list under a name; a view of that name is replaced. */
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
    <Modal opened onClose={onClose} title={t('inbox.views.saving.title')} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t('inbox.views.saving.name')}
          description={t('inbox.views.saving.help')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={wrong}
          required
          data-autofocus
        />
        <p className="dim">
          {filter === '' ? (
            t(same === undefined ? 'inbox.views.saving.all' : 'inbox.views.saving.allReplacing')
          ) : (
            <Sentence
              text={same === undefined ? 'inbox.views.saving.filter' : 'inbox.views.saving.filterReplacing'}
              values={{ filter }}
              parts={{ filter: <span className="mono" /> }}
            />
          )}
        </p>
        {refusal === undefined || wrong !== undefined ? null : <RefusalNote refusal={refusal} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('common.back')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t(same === undefined ? 'common.save' : 'inbox.views.saving.replace')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
