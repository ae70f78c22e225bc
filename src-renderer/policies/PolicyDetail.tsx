import { Badge, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '#contract/policies.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useDirectory } from '../app/directory.ts';
import { policyQuery } from '../app/queries/policies.ts';
import { useFourEyes } from '../app/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
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

/** One policy in sentences, with its history and, for an admin, its actions. */
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
          <span>{t('policies.one.version', { version: policy.version })}</span>
          <span>
            <Sentence text="policies.one.changed" parts={{ at: <When at={policy.updatedAt} /> }} />
          </span>
          {policy.status === 'archived' ? <Badge variant="default">{t('policies.one.archived')}</Badge> : null}
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
  const changeStatus = useMutation({
    mutationFn: () => call(archived ? desk.policies.restore : desk.policies.archive, { id: policy.id }),
    onSuccess: () => setAsking(false),
    onSettled: () => refresh(['policies']),
  });
  return (
    <footer className={classes.actions}>
      {archived ? (
        <Button loading={changeStatus.isPending} onClick={() => changeStatus.mutate()}>
          {t(proposes ? 'policies.one.proposeRestore' : 'policies.one.restore')}
        </Button>
      ) : (
        <>
          <LinkButton to="/policies/$policyId/edit" params={{ policyId: policy.id }}>
            {t('policies.one.edit')}
          </LinkButton>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('policies.one.archive')}
          </Button>
        </>
      )}
      {archived && changeStatus.error !== null ? <RefusalNote refusal={changeStatus.error.refusal} /> : null}
      {asking ? (
        <ReasonDialog
          title={t('policies.one.archiveTitle', { name: policy.name })}
          confirm={t('policies.one.archiveConfirm')}
          proposes={proposes}
          pending={changeStatus.isPending}
          refusal={changeStatus.error?.refusal}
          onConfirm={() => changeStatus.mutate()}
          onClose={() => {
            changeStatus.reset();
            setAsking(false);
          }}
        >
          {t('policies.one.archiveExplanation')}
        </ReasonDialog>
      ) : null}
    </footer>
  );
}
