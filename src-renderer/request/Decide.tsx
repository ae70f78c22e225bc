import { useEffect, useRef } from 'react';
import type { AccessRequest, ViewerAction } from '#contract/requests.ts';
import { useMe } from '../app/session.ts';
import classes from '../ui/ActionBar.module.css';
import { Decide as DecideAny } from '../ui/Decide.tsx';
import { actionLooks } from './actionLooks.ts';
import { useAct } from './actions.ts';
import { BreakGlass } from './BreakGlass.tsx';
import { LateRefusalError, type PendingDecision, usePendingOn, useUndone } from './pending.ts';

interface DecideProps {
  readonly request: AccessRequest;
  readonly available: readonly ViewerAction[];
}

/** The comment field and the buttons of a request. Approve acts on a click; breaking the glass has a dialog of its own. */
export function Decide({ request, available }: DecideProps) {
  const me = useMe();
  const act = useAct(request);
  const pending = usePendingOn(request.id);
  const undone = useUndone(request.id);
  const labelOf = (asking: ViewerAction | null) => {
    if (asking === 'reject') return 'Reason, for the requester';
    return asking === 'cancel' && me?.id !== request.requester.id
      ? 'Comment, needed to cancel someone else’s request'
      : 'Comment';
  };
  return (
    <>
      <DecideAny
        subject={request}
        available={available.filter((action) => action !== 'bypass')}
        looks={actionLooks}
        labelOf={labelOf}
        act={act}
        standby={pending === undefined ? null : <Deciding pending={pending} />}
        initialWords={undone ?? ''}
        status={undone === null || !(act.isIdle || act.data === null) ? undefined : 'Undone. Nothing was signed.'}
        refusedElsewhere={act.error instanceof LateRefusalError}
      />
      {available.includes('bypass') && pending === undefined ? <BreakGlass request={request} /> : null}
    </>
  );
}

const doing = { approve: 'You are approving this.', reject: 'You are rejecting this.' } as const;

/** Says that what was decided is not signed yet. The bar above has the buttons. */
function Deciding({ pending: { action, state } }: { readonly pending: PendingDecision }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The field or button that had the focus is gone.
    if (document.activeElement === document.body) place.current?.focus();
  }, []);
  return (
    <p ref={place} tabIndex={-1} className={classes.deciding}>
      <span className="strong">{doing[action]}</span>{' '}
      {state === 'counting' ? 'Nothing is signed yet: undo it at the top of the window.' : 'It is being signed.'}
    </p>
  );
}
