import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { KeptDraft } from '#contract/drafts.ts';
import { t } from '#texts/texts.ts';
import { call, desk } from '../../app/desk.ts';
import { keptDraftQuery } from '../../app/queries/policies.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { When } from '../../ui/When.tsx';
import classes from './wizard.module.css';

interface ResumeProps {
  readonly policyId: string | undefined;
  /** The current version of the policy, if it is edited. */
  readonly version?: number;
  /** The wizard: from a kept draft, or from the start. */
  readonly children: (kept: KeptDraft | null) => ReactNode;
}

/** Offers to continue a kept draft before the wizard opens, because a new draft would replace it. */
export function Resume({ policyId, version, children }: ResumeProps): ReactNode {
  const [chosen, setChosen] = useState<{ readonly kept: KeptDraft | null } | null>(null);
  const { data, isError } = useQuery({ ...keptDraftQuery(policyId), enabled: chosen === null });
  // Chosen once: a draft that is kept while the wizard is open is not offered. Without an answer there is no draft.
  if (chosen === null && (isError || data?.kept === null)) setChosen({ kept: null });
  if (chosen !== null) return children(chosen.kept);
  const kept = data?.kept ?? null;
  if (kept === null) return <SkeletonRows count={8} height={64} />;
  const startOver = async () => {
    await call(desk.policies.dropDraft, policyId === undefined ? {} : { policyId }).catch(() => undefined);
    setChosen({ kept: null });
  };
  return (
    <section className={classes.resume} aria-label={t('policies.draft.label')}>
      <h1>
        <Sentence text="policies.draft.title" parts={{ at: <When at={kept.savedAt} /> }} />
      </h1>
      <p>
        <Sentence
          text="policies.draft.size"
          values={{
            name: kept.draft.name.trim() === '' ? t('policies.wizard.noName') : kept.draft.name,
            conditions: t('policies.draft.conditions', { count: kept.draft.conditions.length }),
            steps: t('policies.draft.steps', { count: kept.draft.steps.length }),
          }}
          parts={{ name: <span className="mono strong" /> }}
        />
      </p>
      {version !== undefined && kept.version !== null && kept.version !== version ? (
        <p className={classes.stale}>{t('policies.draft.stale', { from: kept.version, now: version })}</p>
      ) : null}
      <p className={classes.choices}>
        <Button autoFocus onClick={() => setChosen({ kept })}>
          {t('policies.draft.continue')}
        </Button>
        <Button variant="default" onClick={() => void startOver()}>
          {t('policies.draft.startOver')}
        </Button>
      </p>
    </section>
  );
}
