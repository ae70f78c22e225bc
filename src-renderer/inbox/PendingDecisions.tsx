import { Button, Group, Kbd, Modal } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { askBeforeLeaving } from '../app/leaving.ts';
import {
  decideNow,
  dismiss,
  dropAll,
  dropForClosedKey,
  holdCountdowns,
  type PendingDecision,
  undo,
  usePending,
} from '../request/pending.ts';
import { useCommands } from '../ui/commands.ts';
import { isInDialog, isTyped, onMac, usePageKeys, useSingleKeys, withControl } from '../ui/keys.ts';
import { shownName } from '../ui/names.ts';
import { heldProps, usePressGuard } from '../ui/pressGuard.ts';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './PendingDecisions.module.css';
import { requestsSearch } from './search.ts';

interface PendingDecisionsProps {
  readonly session: SessionView;
}

/**
 * On every page, the viewer's decisions that the desk has not signed yet: with the time left, undo and decide now. If the viewer leaves or
 * their key closes, none of them is signed.
 */
export function PendingDecisions({ session }: PendingDecisionsProps) {
  const pending = usePending();
  const counting = pending.filter(({ state }) => state === 'counting');
  const newest = counting.at(-1);
  const goTo = useGoToRequest();
  useEffect(() => dropAll, []);
  useKeyEnd(session, counting.length > 0);

  const takeBack = (key: number) => {
    const taken = undo(key);
    if (taken !== null) goTo(taken.request.id);
  };
  const undoNewest = () => {
    if (newest !== undefined) takeBack(newest.key);
  };
  usePageKeys({
    z: (event) => {
      if (!event.repeat) undoNewest();
    },
  });
  useWindowEvent('keydown', (event) => {
    const asked = event.key.toLowerCase() === 'z' && (onMac ? event.metaKey : event.ctrlKey);
    // In a text field, Ctrl+Z undoes the typing.
    if (!asked || event.shiftKey || event.altKey || event.repeat || isTyped(event) || isInDialog(event)) return;
    event.preventDefault();
    undoNewest();
  });
  useCommands(
    newest === undefined
      ? []
      : [
          {
            id: 'undo',
            words: t('inbox.pending.undoCommand'),
            section: t('inbox.pending.section'),
            also: t('inbox.pending.alsoUndo'),
            run: undoNewest,
          },
          {
            id: 'decide now',
            words: t('inbox.pending.now'),
            section: t('inbox.pending.section'),
            also: t('inbox.pending.alsoNow'),
            run: () => decideNow(newest.key),
          },
        ],
  );
  // Rows move under the pointer whenever a decision comes or goes.
  const guard = usePressGuard(pending.map(({ key, state }) => `${key} ${state}`));
  return (
    <>
      {pending.length === 0 ? null : (
        <section className={classes.bar} aria-label={t('inbox.pending.region')}>
          {pending.map((one) => (
            <Row
              key={one.key}
              decision={one}
              newest={one === newest}
              held={guard.held}
              onNow={(event) => (guard.counts(event) ? decideNow(one.key) : undefined)}
              onUndo={() => takeBack(one.key)}
              onGo={() => goTo(one.request.id)}
            />
          ))}
        </section>
      )}
      <AskBeforeClosing count={counting.length} />
    </>
  );
}

/** Shows a request in the list that is open, or else in the inbox. */
function useGoToRequest(): (id: string) => void {
  const navigate = useNavigate();
  const at = useLocation({ select: ({ pathname }) => pathname });
  return (id) => {
    const to = at === '/mine' ? '/mine' : '/inbox';
    void navigate({
      to,
      search: (before) => ({ ...(at === to ? requestsSearch.parse(before) : {}), request: id }),
      replace: at === to,
    });
  };
}

/** Drops the pending decisions when the key that would sign them closes. */
function useKeyEnd({ workspace, keyOpenUntil }: SessionView, waits: boolean): void {
  const leftMs =
    workspace.kind === 'training'
      ? null
      : keyOpenUntil === null
        ? 0
        : Math.max(Date.parse(keyOpenUntil) - Date.parse(workspace.now), 0);
  useEffect(() => {
    if (!waits || leftMs === null) return;
    const timer = setTimeout(dropForClosedKey, leftMs);
    return () => clearTimeout(timer);
  }, [waits, leftMs]);
}

interface RowProps {
  readonly decision: PendingDecision;
  /** Whether the undo key takes it back. */
  readonly newest: boolean;
  readonly held: boolean;
  readonly onNow: (event: Event) => void;
  readonly onUndo: () => void;
  readonly onGo: () => void;
}

function Row({ decision, newest, held, onNow, onUndo, onGo }: RowProps) {
  const { key, request, action, state, endsAt, refusal } = decision;
  const letters = useSingleKeys();
  // The second click of a double click lands here, on a row that has just appeared.
  const guard = usePressGuard(key);
  const row = useRef<HTMLDivElement>(null);
  // In a small window the bar scrolls: keep the row of the undo key visible.
  useEffect(() => {
    if (newest) row.current?.scrollIntoView({ block: 'nearest' });
  }, [newest]);
  const { number, account, resource } = request;
  const values = { number, account, resource, name: shownName(request.requester) };
  const parts = {
    b: <span className="strong" />,
    account: <span className="mono" />,
    resource: <span className="mono" />,
  };
  if (state === 'refused')
    return (
      <div className={classes.row} data-state="refused" role="alert">
        <span className={classes.sign}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
        </span>
        <p>
          <Sentence
            text={action === 'approve' ? 'inbox.pending.notApproved' : 'inbox.pending.notRejected'}
            values={{ ...values, reason: refusal?.message ?? '' }}
            parts={parts}
          />
        </p>
        <span className={classes.buttons}>
          <Button size="compact-sm" variant="default" onClick={onGo}>
            {t('inbox.pending.look')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => dismiss(key)}>
            {t('inbox.pending.dismiss')}
          </Button>
        </span>
      </div>
    );
  return (
    <div ref={row} className={classes.row} data-state={state} data-action={action}>
      <Left endsAt={endsAt} state={state} />
      <p role="status">
        <Sentence
          text={action === 'approve' ? 'inbox.pending.approving' : 'inbox.pending.rejecting'}
          values={values}
          parts={parts}
        />{' '}
        {t(state === 'counting' ? 'inbox.pending.notSigned' : 'inbox.pending.beingSigned')}
      </p>
      {state === 'counting' ? (
        <span className={classes.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            {...heldProps(guard)}
            onClick={({ nativeEvent }) => (guard.counts(nativeEvent) ? onUndo() : undefined)}
            rightSection={newest ? <Kbd size="xs">{letters ? 'Z' : withControl('Z').join('+')}</Kbd> : null}
            aria-keyshortcuts={letters ? 'Z' : 'Control+Z'}
          >
            {t('inbox.pending.undo')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            {...heldProps({ held })}
            onClick={({ nativeEvent }) => onNow(nativeEvent)}
          >
            {t('inbox.pending.now')}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

const everyTenth = (update: () => void): (() => void) => {
  const timer = setInterval(update, 100);
  return () => clearInterval(timer);
};

/** The seconds left. Screen readers announce the row once, not every second. */
function Left({ endsAt, state }: Pick<PendingDecision, 'endsAt' | 'state'>) {
  const seconds = useSyncExternalStore(everyTenth, () =>
    endsAt === null ? null : Math.max(Math.ceil((endsAt - performance.now()) / 1000), 0),
  );
  return (
    <span className={`tabular ${classes.left}`} aria-hidden>
      {state === 'deciding' || seconds === null ? '…' : duration(seconds)}
    </span>
  );
}

/** What the person is asked about: closing the window, or leaving the desk for another one, which waits for the answer. */
type Leaving = 'closing' | { readonly settle: (leave: boolean) => void };

/** Asks before the window closes or the desk is left while decisions are not signed; the countdowns pause meanwhile. */
function AskBeforeClosing({ count }: { readonly count: number }) {
  const [asking, setAsking] = useState<Leaving | null>(null);
  const leaving = useRef(false);
  useEffect(() => {
    if (count === 0) setAsking(null);
  }, [count]);
  useEffect(
    () =>
      askBeforeLeaving({
        is: () => count > 0,
        ask: () => {
          holdCountdowns(true);
          return new Promise((settle) => setAsking({ settle }));
        },
      }),
    [count],
  );
  useWindowEvent('beforeunload', (event) => {
    if (count === 0 || leaving.current) return;
    event.preventDefault();
    holdCountdowns(true);
    setAsking('closing');
  });
  if (asking === null || count === 0) return null;
  const stay = () => {
    setAsking(null);
    holdCountdowns(false);
    if (asking !== 'closing') asking.settle(false);
  };
  const words = asking === 'closing' ? 'closing' : 'leaving';
  return (
    <Modal opened onClose={stay} title={t(`inbox.pending.${words}.title`)} centered zIndex={500}>
      <p className={classes.question}>{t(`inbox.pending.${words}.question`, { count })}</p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={stay} data-autofocus>
          {t('inbox.pending.closing.stay')}
        </Button>
        <Button
          color="var(--rejected)"
          onClick={() => {
            dropAll();
            if (asking !== 'closing') return asking.settle(true);
            leaving.current = true;
            window.close();
          }}
        >
          {t(`inbox.pending.${words}.close`)}
        </Button>
      </Group>
    </Modal>
  );
}
