import { Button, CopyButton, Group, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { call, desk } from '../../app/desk.ts';
import { policyExportQuery } from '../../app/queries/policies.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { ChoosePolicies, type Chosen } from './ChoosePolicies.tsx';
import classes from './code.module.css';

interface ExportDialogProps {
  readonly onClose: () => void;
}

/** Policies as text, to copy or save: all active ones, or a choice. */
export function ExportDialog({ onClose }: ExportDialogProps) {
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const ids = chosen.map(({ value }) => value);
  const { data, error } = useQuery(policyExportQuery(ids));
  const save = useMutation({
    mutationFn: () => call(desk.policies.saveExport, ids.length === 0 ? {} : { ids }),
    onSuccess: onClose,
  });
  const refused = error?.refusal ?? save.error?.refusal;
  return (
    <Modal opened onClose={onClose} title={t('policies.exporting.title')} size="xl" centered>
      <div className={classes.export}>
        <ChoosePolicies chosen={chosen} onChoose={setChosen} />
        {refused === undefined ? null : <RefusalNote refusal={refused} />}
        {data === undefined ? (
          refused === undefined ? (
            <SkeletonRows count={8} height={36} />
          ) : null
        ) : (
          <Textarea
            label={t('policies.exporting.yaml', { count: data.policies })}
            className={classes.text ?? ''}
            classNames={{ input: 'mono' }}
            readOnly
            rows={18}
            value={data.yaml}
          />
        )}
        <Group gap="sm" justify="flex-end">
          <CopyButton value={data?.yaml ?? ''}>
            {({ copied, copy }) => (
              <Button variant="default" disabled={data === undefined} onClick={copy}>
                {t(copied ? 'policies.exporting.copied' : 'policies.exporting.copy')}
              </Button>
            )}
          </CopyButton>
          <Button disabled={data === undefined} loading={save.isPending} onClick={() => save.mutate()}>
            {t('policies.exporting.save')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
