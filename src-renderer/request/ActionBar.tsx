import type { AccessRequest } from '../../src-preload/contract/requests.ts';
import classes from './ActionBar.module.css';
import { actions, may } from './actions.ts';
import { Decide } from './Decide.tsx';
import { WhyNot } from './WhyNot.tsx';

interface ActionBarProps {
  readonly request: AccessRequest;
}

/** What the viewer can do about a request; and for what the viewer cannot do, the sentence that says why. */
export function ActionBar({ request }: ActionBarProps) {
  const available = actions.filter((action) => may(request.viewer, action));
  return (
    <section className={classes.bar} aria-label="Actions">
      <WhyNot viewer={request.viewer} open={request.status === 'open'} />
      <Decide request={request} available={available} />
    </section>
  );
}
