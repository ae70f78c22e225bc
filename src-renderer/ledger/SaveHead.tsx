import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, desk } from '../app/desk.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';

interface SaveHeadProps {
  readonly size?: string;
  readonly children: ReactNode;
}

/** Opens the page of the newest entry and the founding fingerprint, to be printed or saved: a checkpoint that is kept elsewhere. */
export function SaveHead({ size = 'sm', children }: SaveHeadProps) {
  const save = useMutation({ mutationFn: () => call(desk.ledger.saveHead, {}) });
  return (
    <>
      <Button variant="default" size={size} loading={save.isPending} onClick={() => save.mutate()}>
        {children}
      </Button>
      {save.isError ? <RefusalNote refusal={save.error.refusal} /> : null}
    </>
  );
}
