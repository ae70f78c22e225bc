import { Button, CopyButton, Group, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, desk } from '../../app/desk.ts';
import { policyExportQuery } from '../../app/queries/policies.ts';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { counted } from '../../ui/words.ts';
import { ChoosePolicies, type Chosen } from './ChoosePolicies.tsx';
import classes from './code.module.css';

interface ExportDialogProps {
  readonly onClose: () => void;
}

/** Policies as text: all that are active, or some; to be copied, or saved from a page of its own. */
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
    <Modal opened onClose={onClose} title="Export policies" size="xl" centered>
      <div className={classes.export}>
        <ChoosePolicies chosen={chosen} onChoose={setChosen} />
        {refused === undefined ? null : <RefusalNote refusal={refused} />}
        {data === undefined ? (
          refused === undefined ? (
            <SkeletonRows count={8} height={36} />
          ) : null
        ) : (
          <Textarea
            label={`${counted(data.policies, 'policy', 'policies')} as YAML`}
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
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button disabled={data === undefined} loading={save.isPending} onClick={() => save.mutate()}>
            Save…
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
