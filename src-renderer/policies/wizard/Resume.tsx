import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { KeptDraft } from '#contract/drafts.ts';
import { call, desk } from '../../app/desk.ts';
import { keptDraftQuery } from '../../app/queries/policies.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { When } from '../../ui/When.tsx';
import { counted } from '../../ui/words.ts';
import classes from './wizard.module.css';

interface ResumeProps {
  readonly policyId: string | undefined;
  /** The version that the policy is at, when a change of it is resumed. */
  readonly version?: number;
  /** The wizard: with what was kept and is to go on, or from the start. */
  readonly children: (kept: KeptDraft | null) => ReactNode;
}

/** Offers to go on with what somebody began and has not saved, before there is anything new that could take its place. */
export function Resume({ policyId, version, children }: ResumeProps): ReactNode {
  const [chosen, setChosen] = useState<{ readonly kept: KeptDraft | null } | null>(null);
  const { data, isError } = useQuery({ ...keptDraftQuery(policyId), enabled: chosen === null });
  // Chosen once: what is kept while the wizard is open is not offered in its place. Without an answer there is nothing to go on with.
  if (chosen === null && (isError || data?.kept === null)) setChosen({ kept: null });
  if (chosen !== null) return children(chosen.kept);
  const kept = data?.kept ?? null;
  if (kept === null) return <SkeletonRows count={8} height={64} />;
  const anew = async () => {
    await call(desk.policies.dropDraft, policyId === undefined ? {} : { policyId }).catch(() => undefined);
    setChosen({ kept: null });
  };
  return (
    <section className={classes.resume} aria-label="What you began">
      <h1>
        Continue what you began at <When at={kept.savedAt} />?
      </h1>
      <p>
        <span className="mono strong">
          {kept.draft.name.trim() === '' ? 'A policy without a name' : kept.draft.name}
        </span>
        , with {counted(kept.draft.conditions.length, 'condition')} and {counted(kept.draft.steps.length, 'step')}. It
        was never saved, and changes nothing until it is.
      </p>
      {version !== undefined && kept.version !== null && kept.version !== version ? (
        <p className={classes.stale}>
          You began from version {kept.version}, and the policy is at version {version} now. What you wrote would take
          the place of what was changed since; look at the review before you save it.
        </p>
      ) : null}
      <p className={classes.choices}>
        <Button autoFocus onClick={() => setChosen({ kept })}>
          Continue
        </Button>
        <Button variant="default" onClick={() => void anew()}>
          Start anew
        </Button>
      </p>
    </section>
  );
}
