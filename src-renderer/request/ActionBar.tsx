import { useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { administers, asksForAccess } from '../app/roles.ts';
import { useMe } from '../app/session.ts';
import classes from '../ui/ActionBar.module.css';
import { LinkButton } from '../ui/LinkButton.tsx';
import { shownName } from '../ui/names.ts';
import { WhyNot } from '../ui/WhyNot.tsx';
import { actionLooks } from './actionLooks.ts';
import { actions, may } from './actions.ts';
import { Decide } from './Decide.tsx';
import { outcomeOf } from './next.ts';

interface ActionBarProps {
  readonly request: AccessRequest;
}

/** The viewer's actions on a request; and the reason for each one that is missing. */
export function ActionBar({ request }: ActionBarProps) {
  const { viewer, status } = request;
  const change = useOutcomeMeanwhile(request);
  const looks = actionLooks();
  const available = actions.filter((action) => may(viewer, action));
  const [first] = actions.flatMap((action) => viewer.why.filter((missing) => missing.action === action));
  // To a viewer who can approve, the other reasons matter only on demand; and an outcome is not explained twice.
  const plain = change !== null || (status === 'open' && viewer.canApprove) ? null : (first?.message ?? null);
  return (
    <section className={classes.bar} aria-label={t('request.actions.label')}>
      <div className={classes.news} role="status">
        {change}
      </div>
      <WhyNot
        lacking={[
          ...viewer.why.map(({ action, message }) => ({ question: looks[action].question, message })),
          ...(viewer.whyNotWrite === null
            ? []
            : [{ question: t('request.thread.whyNot'), message: viewer.whyNotWrite.message }]),
        ]}
        plain={plain}
      />
      <Decide request={request} available={available} />
      <FileAgain request={request} />
    </section>
  );
}

/** Leads from a closed request to a new one like it, for its requester and for admins. */
function FileAgain({ request }: ActionBarProps) {
  const me = useMe();
  if (me === null || request.status === 'open') return null;
  const own = me.id === request.requester.id;
  if (!(own ? asksForAccess(me) : administers(me))) return null;
  return (
    <div>
      <LinkButton to="/new" search={{ again: request.id }} variant="default">
        {own
          ? t('request.actions.fileAgain')
          : t('request.actions.fileAgainFor', { name: shownName(request.requester) })}
      </LinkButton>
    </div>
  );
}

/** The outcome of a request that closed while the viewer looked at it, in a sentence; null if none, or if the viewer closed it. */
function useOutcomeMeanwhile(request: AccessRequest): string | null {
  const me = useMe();
  const [wasOpen] = useState(request.status === 'open');
  if (!wasOpen || request.status === 'open') return null;
  if (request.status !== 'expired' && closerOf(request) === me?.id) return null;
  return t('request.outcome.justChanged', { outcome: outcomeOf(request) });
}

// The id of the person who closed a request; undefined if it expired.
function closerOf({ cancelled, steps }: AccessRequest): string | undefined {
  if (cancelled !== null) return cancelled.by.id;
  return steps
    .flatMap((step) => step.decisions)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)?.person.id;
}
