import { Badge, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '#contract/policies.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useDirectory } from '../app/directory.ts';
import { policyQuery } from '../app/queries/policies.ts';
import { useFourEyes } from '../app/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { SkeletonRows } from '../ui/SkeletonRows.tsx';
import { When } from '../ui/When.tsx';
import { History } from './history/History.tsx';
import classes from './PolicyDetail.module.css';
import { draftOf } from './rules.ts';
import { Sentences } from './Sentences.tsx';

interface PolicyDetailProps {
  readonly id: string;
  /** Whether the viewer may change policies. */
  readonly keeps: boolean;
}

/** One policy in plain sentences and with its history; and for an admin, the ways to change it. */
export function PolicyDetail({ id, keeps }: PolicyDetailProps) {
  const { data: policy, error } = useQuery(policyQuery(id));
  const directory = useDirectory();
  if (error !== null)
    return (
      <div className={classes.detail}>
        <RefusalNote refusal={error.refusal} />
      </div>
    );
  if (policy === undefined) return <SkeletonRows count={5} height={44} />;
  return (
    <article className={classes.detail}>
      <header>
        <h2 className="mono">{policy.name}</h2>
        <p className={classes.meta}>
          <span>Version {policy.version}</span>
          <span>
            changed <When at={policy.updatedAt} />
          </span>
          {policy.status === 'archived' ? <Badge variant="default">Archived</Badge> : null}
        </p>
        {policy.description === null ? null : <p className="words">{policy.description}</p>}
      </header>
      <Sentences rules={draftOf(policy)} directory={directory} />
      {keeps ? <PolicyActions policy={policy} /> : null}
      <History id={policy.id} version={policy.version} />
    </article>
  );
}

function PolicyActions({ policy }: { readonly policy: Policy }) {
  const [asking, setAsking] = useState(false);
  const proposes = useFourEyes();
  const archived = policy.status === 'archived';
  const turn = useMutation({
    mutationFn: () => call(archived ? desk.policies.restore : desk.policies.archive, { id: policy.id }),
    onSuccess: () => setAsking(false),
    onSettled: () => refresh(['policies']),
  });
  return (
    <footer className={classes.actions}>
      {archived ? (
        <Button loading={turn.isPending} onClick={() => turn.mutate()}>
          {proposes ? 'Propose to restore it…' : 'Restore'}
        </Button>
      ) : (
        <>
          <LinkButton to="/policies/$policyId/edit" params={{ policyId: policy.id }}>
            Edit
          </LinkButton>
          <Button variant="default" onClick={() => setAsking(true)}>
            Archive…
          </Button>
        </>
      )}
      {archived && turn.error !== null ? <RefusalNote refusal={turn.error.refusal} /> : null}
      {asking ? (
        <ReasonDialog
          title={`Archive ${policy.name}?`}
          confirm="Archive"
          proposes={proposes}
          pending={turn.isPending}
          refusal={turn.error?.refusal}
          onConfirm={() => turn.mutate()}
          onClose={() => {
            turn.reset();
            setAsking(false);
          }}
        >
          New requests will no longer match it. What is already in flight goes on under its rules, and you can restore
          it at any time.
        </ReasonDialog>
      ) : null}
    </footer>
  );
}
