import { VisuallyHidden } from '@mantine/core';
import {
  IconBook2,
  IconEyeCheck,
  IconFileCheck,
  IconInbox,
  IconKey,
  IconPlus,
  IconSearch,
  IconSend,
  IconServer2,
  IconSettings,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Person } from '#contract/people.ts';
import type { SessionView } from '#contract/session.ts';
import { Bell } from '../../notices/Bell.tsx';
import { useFourEyes } from '../fourEyes.ts';
import { onMac, type Place, placesOf, withControl } from '../keys/table.ts';
import { openPalette } from '../palette/asked.ts';
import { proposalsAtAllQuery } from '../queries/proposals.ts';
import { requestCountsQuery } from '../queries/requests.ts';
import { asksForAccess, oversees } from '../roles.ts';
import classes from './Nav.module.css';
import { PersonaSwitcher } from './PersonaSwitcher.tsx';
import { PersonMenu } from './PersonMenu.tsx';

interface NavProps {
  readonly me: Person;
  readonly session: SessionView;
}

// Asking for access has a button of its own.
const icons: Partial<Record<Place['to'], TablerIcon>> = {
  '/inbox': IconInbox,
  '/mine': IconSend,
  '/grants': IconKey,
  '/policies': IconFileCheck,
  '/accounts': IconServer2,
  '/people': IconUsers,
  '/proposals': IconEyeCheck,
  '/ledger': IconBook2,
  '/settings': IconSettings,
};

interface Count {
  readonly shown: string;
  /** What it counts, for who listens. */
  readonly of: string;
}

/** The navigation: the places of the desk, how much waits, and who one is. */
export function Nav({ me, session }: NavProps) {
  const { data: counts } = useQuery(requestCountsQuery({}));
  const fourEyes = useFourEyes();
  const { data: proposals } = useQuery({ ...proposalsAtAllQuery(), enabled: oversees(me) });
  const hasProposals = fourEyes || proposals?.any === true;
  const places = placesOf(me).filter(({ to }) => to !== '/proposals' || hasProposals);
  const countOf = (to: Place['to']): Count | null => {
    const waiting = counts?.waitingOnMe ?? 0;
    const open = proposals?.open ?? 0;
    if (to === '/inbox' && waiting > 0) return { shown: waiting.toLocaleString(), of: 'waiting on you' };
    if (to === '/proposals' && open > 0)
      return { shown: `${open}${proposals?.capped === true ? '+' : ''}`, of: 'open' };
    return null;
  };
  return (
    <section className={classes.side} aria-label="Desk">
      <div className={classes.top}>
        <p className={classes.desk} title={session.workspace.name}>
          <span className={classes.mark} aria-hidden>
            ▣
          </span>
          <span className={classes.word}>{session.workspace.name}</span>
        </p>
        <Bell />
      </div>
      <button
        type="button"
        className={classes.find}
        onClick={openPalette}
        aria-keyshortcuts={onMac ? 'Meta+K' : 'Control+K'}
        title={`Find anything and do anything (${withControl('K').join(' ')})`}
      >
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className={classes.word}>Find</span>
        <span className={classes.findKey} aria-hidden>
          {withControl('K').join(' ')}
        </span>
      </button>
      {asksForAccess(me) ? (
        <Link to="/new" className={classes.ask} aria-label="New request">
          <IconPlus size={16} stroke={2} aria-hidden />
          <span className={classes.word}>New request</span>
        </Link>
      ) : null}
      <nav className={classes.nav} aria-label="Places">
        {places.map(({ to, word }) => {
          const Icon = icons[to];
          return Icon === undefined ? null : (
            <Link key={to} to={to} className={classes.place} activeOptions={{ includeSearch: false }} title={word}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <span className={classes.word}>{word}</span>
              <Waiting count={countOf(to)} />
            </Link>
          );
        })}
      </nav>
      {session.workspace.kind === 'training' ? <PersonaSwitcher me={me} session={session} /> : <PersonMenu me={me} />}
    </section>
  );
}

function Waiting({ count }: { readonly count: Count | null }) {
  if (count === null) return null;
  return (
    <span className={classes.count}>
      {count.shown}
      <VisuallyHidden component="span"> {count.of}</VisuallyHidden>
    </span>
  );
}
