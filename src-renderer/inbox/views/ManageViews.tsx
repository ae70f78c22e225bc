import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '#contract/views.ts';
import { t } from '#texts/texts.ts';
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
    <Modal opened onClose={onClose} title={t('inbox.views.yours')} size="lg" centered>
      {saved.length === 0 ? <p className="dim">{t('inbox.views.none')}</p> : null}
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
          aria-label={t('inbox.views.nameOf', { name: view.name })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={refusal?.fields?.name ?? refusal?.message}
        />
        <Button
          type="submit"
          variant="default"
          aria-label={t('inbox.views.renameIt', { name: view.name })}
          disabled={name.trim() === '' || name.trim() === view.name}
          loading={rename.isPending}
        >
          {t('inbox.views.rename')}
        </Button>
        <Button
          variant="default"
          c="var(--rejected)"
          aria-label={t('inbox.views.removeIt', { name: view.name })}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('inbox.views.remove')}
        </Button>
      </form>
      <p className="meta mono">{view.filter === '' ? t('inbox.views.allRequests') : view.filter}</p>
    </li>
  );
}
