import type { AccessRequest, ViewerAction } from '../../src-preload/contract/requests.ts';
import { useMe } from '../app/session.ts';
import { BreakGlass } from '../grants/BreakGlass.tsx';
import { Decide as DecideAny } from '../ui/Decide.tsx';
import { actionLooks } from './actionLooks.ts';
import { useAct } from './actions.ts';

interface DecideProps {
  readonly request: AccessRequest;
  readonly available: readonly ViewerAction[];
}

/** The comment field and the buttons of a request. Approve acts on a click; breaking the glass has a dialog of its own. */
export function Decide({ request, available }: DecideProps) {
  const me = useMe();
  const act = useAct(request.id);
  const labelOf = (asking: ViewerAction | null) =>
    asking === 'cancel' && me?.id !== request.requester.id
      ? 'Comment, needed to cancel someone else’s request'
      : 'Comment';
  return (
    <>
      <DecideAny
        available={available.filter((action) => action !== 'bypass')}
        looks={actionLooks}
        labelOf={labelOf}
        act={act}
      />
      {available.includes('bypass') ? <BreakGlass request={request} /> : null}
    </>
  );
}
