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
import { t } from '#texts/texts.ts';
import { proposalsAtAllQuery } from '../app/queries/proposals.ts';
import { requestCountsQuery } from '../app/queries/requests.ts';
import { asksForAccess, oversees } from '../app/roles.ts';
import { useFourEyes } from '../app/session.ts';
import { Bell } from '../notices/Bell.tsx';
import { onMac, withControl } from '../ui/keys.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { FirstStepsLink } from './FirstStepsLink.tsx';
import { type Place, placesOf } from './keys/table.ts';
import classes from './Nav.module.css';
import { PersonaSwitcher } from './PersonaSwitcher.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { openPalette } from './palette/asked.ts';

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
  /** What it counts, for screen readers. */
  readonly of: 'waiting' | 'open' | 'unanswered';
}

/** The navigation: the places of the desk, how much waits, and the person signed in. */
export function Nav({ me, session }: NavProps) {
  const { data: counts } = useQuery(requestCountsQuery({}));
  const { data: questions } = useQuery({
    ...requestCountsQuery({ mine: true, awaitsAnswer: true }),
    enabled: asksForAccess(me),
  });
  const fourEyes = useFourEyes();
  const { data: proposals } = useQuery({ ...proposalsAtAllQuery(), enabled: oversees(me) });
  const hasProposals = fourEyes || proposals?.any === true;
  const places = placesOf(me).filter(({ to }) => to !== '/proposals' || hasProposals);
  const countOf = (to: Place['to']): Count | null => {
    const waiting = counts?.waitingOnMe ?? 0;
    const open = proposals?.open ?? 0;
    const unanswered = questions?.open ?? 0;
    if (to === '/inbox' && waiting > 0) return { shown: waiting.toLocaleString(), of: 'waiting' };
    if (to === '/mine' && unanswered > 0) return { shown: unanswered.toLocaleString(), of: 'unanswered' };
    if (to === '/proposals' && open > 0)
      return { shown: `${open}${proposals?.capped === true ? '+' : ''}`, of: 'open' };
    return null;
  };
  return (
    <section className={classes.side} aria-label={t('shell.nav.label')}>
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
        title={t('shell.nav.findHint', { keys: withControl('K').join(' ') })}
      >
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className={classes.word}>{t('shell.nav.find')}</span>
        <span className={classes.findKey} aria-hidden>
          {withControl('K').join(' ')}
        </span>
      </button>
      {asksForAccess(me) ? (
        <Link to="/new" className={classes.ask} aria-label={t('shell.place.new')}>
          <IconPlus size={16} stroke={2} aria-hidden />
          <span className={classes.word}>{t('shell.place.new')}</span>
        </Link>
      ) : null}
      <nav className={classes.nav} aria-label={t('shell.nav.places')}>
        <FirstStepsLink />
        {places.map(({ to, name }) => {
          const Icon = icons[to];
          const word = t(`shell.place.${name}`);
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
      <Sentence
        text={`shell.nav.${count.of}`}
        values={{ shown: count.shown }}
        parts={{ hidden: <VisuallyHidden component="span" /> }}
      />
    </span>
  );
}
