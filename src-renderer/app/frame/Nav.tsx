import {
  IconBook2,
  IconFileCheck,
  IconInbox,
  IconKey,
  IconPlus,
  IconSend,
  IconServer2,
  IconSettings,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Person } from '../../../src-preload/contract/people.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { requestCountsQuery } from '../queries.ts';
import { asksForAccess, oversees } from '../roles.ts';
import classes from './Nav.module.css';
import { PersonaSwitcher } from './PersonaSwitcher.tsx';
import { PersonMenu } from './PersonMenu.tsx';

interface NavProps {
  readonly me: Person;
  readonly session: Session;
}

interface Place {
  readonly to: '/inbox' | '/mine' | '/grants' | '/policies' | '/accounts' | '/people' | '/ledger' | '/settings';
  readonly word: string;
  readonly icon: TablerIcon;
}

function placesFor(me: Person): readonly Place[] {
  return [
    { to: '/inbox', word: 'Inbox', icon: IconInbox },
    ...(asksForAccess(me) ? ([{ to: '/mine', word: 'My requests', icon: IconSend }] as const) : []),
    { to: '/grants', word: 'Grants', icon: IconKey },
    ...(oversees(me) ? ([{ to: '/policies', word: 'Policies', icon: IconFileCheck }] as const) : []),
    { to: '/accounts', word: 'Accounts', icon: IconServer2 },
    { to: '/people', word: 'People', icon: IconUsers },
    ...(oversees(me) ? ([{ to: '/ledger', word: 'Ledger', icon: IconBook2 }] as const) : []),
    { to: '/settings', word: 'Settings', icon: IconSettings },
  ];
}

/** The navigation: the places of the desk, how much waits, and who one is. */
export function Nav({ me, session }: NavProps) {
  const { data: counts } = useQuery(requestCountsQuery({}));
  const waiting = counts?.waitingOnMe ?? 0;
  return (
    <section className={classes.side} aria-label="Desk">
      <p className={classes.desk} title={session.workspace.name}>
        <span className={classes.mark} aria-hidden>
          ▣
        </span>
        <span className={classes.word}>{session.workspace.name}</span>
      </p>
      {asksForAccess(me) ? (
        <Link to="/new" className={classes.ask} aria-label="New request">
          <IconPlus size={16} stroke={2} aria-hidden />
          <span className={classes.word}>New request</span>
        </Link>
      ) : null}
      <nav className={classes.nav} aria-label="Places">
        {placesFor(me).map(({ to, word, icon: Icon }) => (
          <Link key={to} to={to} className={classes.place} activeOptions={{ includeSearch: false }} title={word}>
            <Icon size={18} stroke={1.75} aria-hidden />
            <span className={classes.word}>{word}</span>
            {to === '/inbox' && waiting > 0 ? (
              <span className={classes.count}>
                {waiting.toLocaleString()}
                <span className={classes.heard}> waiting on you</span>
              </span>
            ) : null}
          </Link>
        ))}
      </nav>
      {session.workspace.kind === 'training' ? <PersonaSwitcher me={me} session={session} /> : <PersonMenu me={me} />}
    </section>
  );
}
