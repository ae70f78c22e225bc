import {
  type AccessRequest,
  MIN_BYPASS_REASON_CHARACTERS,
  type ViewerAction,
} from '../../src-preload/contract/requests.ts';
import { useMe } from '../app/session.ts';
import { Decide as DecideAny } from '../ui/Decide.tsx';
import { actionLooks } from './actionLooks.ts';
import { useAct } from './actions.ts';

interface DecideProps {
  readonly request: AccessRequest;
  readonly available: readonly ViewerAction[];
}

/** The comment field and the buttons of a request. Approve acts on a click. */
export function Decide({ request, available }: DecideProps) {
  const me = useMe();
  const act = useAct(request.id);
  const labelOf = (asking: ViewerAction | null) =>
    asking === 'bypass'
      ? `Reason, at least ${MIN_BYPASS_REASON_CHARACTERS} characters`
      : asking === 'cancel' && me?.id !== request.requester.id
        ? 'Comment, needed to cancel someone else’s request'
        : 'Comment';
  return <DecideAny available={available} looks={actionLooks} labelOf={labelOf} act={act} />;
}
