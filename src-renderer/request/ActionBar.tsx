import type { AccessRequest } from '#contract/requests.ts';
import classes from '../ui/ActionBar.module.css';
import { WhyNot } from '../ui/WhyNot.tsx';
import { actionLooks } from './actionLooks.ts';
import { actions, may } from './actions.ts';
import { Decide } from './Decide.tsx';
import { FileAgain } from './FileAgain.tsx';
import { useBecame } from './useBecame.ts';

interface ActionBarProps {
  readonly request: AccessRequest;
}

/** What the viewer can do about a request; and for what the viewer cannot do, the sentence that says why. */
export function ActionBar({ request }: ActionBarProps) {
  const { viewer, status } = request;
  const became = useBecame(request);
  const available = actions.filter((action) => may(viewer, action));
  const [first] = actions.flatMap((action) => viewer.why.filter((missing) => missing.action === action));
  // Once somebody can approve, the rest is of interest only to who asks; and what has just been said is not said twice.
  const plain = became !== null || (status === 'open' && viewer.canApprove) ? null : (first?.message ?? null);
  return (
    <section className={classes.bar} aria-label="Actions">
      <div className={classes.news} role="status">
        {became}
      </div>
      <WhyNot
        lacking={viewer.why.map(({ action, message }) => ({ question: actionLooks[action].question, message }))}
        plain={plain}
      />
      <Decide request={request} available={available} />
      <FileAgain request={request} />
    </section>
  );
}
