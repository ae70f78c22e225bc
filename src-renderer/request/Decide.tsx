import { Button } from '@mantine/core';
import { IconHammer } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { AccessRequest, ViewerAction } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { useMe } from '../app/session.ts';
import classes from '../ui/ActionBar.module.css';
import { Decide as DecideAny } from '../ui/Decide.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { actionLooks } from './actionLooks.ts';
import { useAct } from './actions.ts';
import { BypassDialog } from './BypassDialog.tsx';
import { LateRefusalError, type PendingDecision, usePendingOn, useUndone } from './pending.ts';

interface DecideProps {
  readonly request: AccessRequest;
  readonly available: readonly ViewerAction[];
}

/** The comment field and the buttons of a request. Breaking the glass has an own dialog. */
export function Decide({ request, available }: DecideProps) {
  const me = useMe();
  const act = useAct(request);
  const pending = usePendingOn(request.id);
  const undone = useUndone(request.id);
  const labelOf = (asking: ViewerAction | null) => {
    if (asking === 'reject') return t('request.actions.rejectReason');
    return asking === 'cancel' && me?.id !== request.requester.id
      ? t('request.actions.cancelComment')
      : t('request.actions.comment');
  };
  return (
    <>
      <DecideAny
        subject={request}
        available={available.filter((action) => action !== 'bypass')}
        looks={actionLooks()}
        labelOf={labelOf}
        act={act}
        standby={pending === undefined ? null : <Deciding pending={pending} />}
        initialWords={undone ?? ''}
        status={undone === null || !(act.isIdle || act.data === null) ? undefined : t('request.actions.undone')}
        refusedElsewhere={act.error instanceof LateRefusalError}
      />
      {available.includes('bypass') && pending === undefined ? <BreakGlass request={request} /> : null}
    </>
  );
}

/** Says that a decision is not signed yet. The bar at the top has the buttons. */
function Deciding({ pending: { action, state } }: { readonly pending: PendingDecision }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The field or button with the focus is gone.
    if (document.activeElement === document.body) note.current?.focus();
  }, []);
  return (
    <p ref={note} tabIndex={-1} className={classes.deciding}>
      <Sentence
        text={action === 'approve' ? 'request.actions.approving' : 'request.actions.rejecting'}
        parts={{ b: <span className="strong" /> }}
      />{' '}
      {t(state === 'counting' ? 'request.actions.notSigned' : 'request.actions.beingSigned')}
    </p>
  );
}

/** Opens the dialog for access without the approvals. */
function BreakGlass({ request }: Pick<DecideProps, 'request'>) {
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button
        variant="default"
        c="var(--bypass)"
        leftSection={<IconHammer size={16} stroke={1.75} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('request.bypass.open')}
      </Button>
      {asking ? <BypassDialog request={request} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
