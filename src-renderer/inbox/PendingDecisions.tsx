import { Button, Group, Kbd, Modal } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { SessionView } from '#contract/session.ts';
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
import { heldProps, usePressGuard } from '../ui/pressGuard.ts';
import { counted, shownName } from '../ui/words.ts';
import classes from './PendingDecisions.module.css';
import { requestsSearch } from './search.ts';

interface PendingDecisionsProps {
  readonly session: SessionView;
}

/**
 * What the viewer has decided and the desk has not signed yet, on every page: with the time that is left, a way back and a way on. When
 * the viewer leaves, or their key is closed, none of it is signed.
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
    // In a field it takes back what was typed.
    if (!asked || event.shiftKey || event.altKey || event.repeat || isTyped(event) || isInDialog(event)) return;
    event.preventDefault();
    undoNewest();
  });
  useCommands(
    newest === undefined
      ? []
      : [
          { id: 'undo', words: 'Undo the decision', section: 'Not signed yet', also: 'take back', run: undoNewest },
          {
            id: 'decide now',
            words: 'Decide now',
            section: 'Not signed yet',
            also: 'sign at once',
            run: () => decideNow(newest.key),
          },
        ],
  );
  // What stands where can change beneath the pointer with every decision that is added or goes.
  const guard = usePressGuard(pending.map(({ key, state }) => `${key} ${state}`));
  return (
    <>
      {pending.length === 0 ? null : (
        <section className={classes.bar} aria-label="Decisions that are not signed yet">
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

/** Drops what waits when the key that would sign it is closed. */
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
  /** Whether it is the one that the key takes back. */
  readonly newest: boolean;
  readonly held: boolean;
  readonly onNow: (event: Event) => void;
  readonly onUndo: () => void;
  readonly onGo: () => void;
}

const doing = { approve: 'Approving', reject: 'Rejecting' } as const;
const undoneBy = { approve: 'approved', reject: 'rejected' } as const;

function Row({ decision, newest, held, onNow, onUndo, onGo }: RowProps) {
  const { key, request, action, state, endsAt, refusal } = decision;
  const letters = useSingleKeys();
  // Not what is pressed twice where the button was that led here.
  const guard = usePressGuard(key);
  const row = useRef<HTMLDivElement>(null);
  // In a small window the bar scrolls: keep in sight the row that the key takes back.
  useEffect(() => {
    if (newest) row.current?.scrollIntoView({ block: 'nearest' });
  }, [newest]);
  const what = (
    <>
      #{request.number}: {shownName(request.requester)}, <span className="mono">{request.account}</span> on{' '}
      <span className="mono">{request.resource}</span>
    </>
  );
  if (state === 'refused')
    return (
      <div className={classes.row} data-state="refused" role="alert">
        <span className={classes.sign}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
        </span>
        <p>
          <span className="strong">You have not {undoneBy[action]}</span> {what}. {refusal?.message}
        </p>
        <span className={classes.buttons}>
          <Button size="compact-sm" variant="default" onClick={onGo}>
            Look at it
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => dismiss(key)}>
            Dismiss
          </Button>
        </span>
      </div>
    );
  return (
    <div ref={row} className={classes.row} data-state={state} data-action={action}>
      <Left endsAt={endsAt} state={state} />
      <p role="status">
        <span className="strong">
          {doing[action]} {what}.
        </span>{' '}
        {state === 'counting' ? 'Nothing is signed yet.' : 'It is being signed.'}
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
            Undo
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            {...heldProps({ held })}
            onClick={({ nativeEvent }) => onNow(nativeEvent)}
          >
            Decide now
          </Button>
        </span>
      ) : null}
    </div>
  );
}

const everyTenth = (tell: () => void): (() => void) => {
  const timer = setInterval(tell, 100);
  return () => clearInterval(timer);
};

/** The seconds that are left. Who listens was told once that nothing is signed, and is not told every second. */
function Left({ endsAt, state }: Pick<PendingDecision, 'endsAt' | 'state'>) {
  const seconds = useSyncExternalStore(everyTenth, () =>
    endsAt === null ? null : Math.max(Math.ceil((endsAt - performance.now()) / 1000), 0),
  );
  return (
    <span className={`tabular ${classes.left}`} aria-hidden>
      {state === 'deciding' || seconds === null ? '…' : `${seconds} s`}
    </span>
  );
}

/** Asks before the window closes over decisions that are not signed; the countdowns stand still meanwhile. */
function AskBeforeClosing({ count }: { readonly count: number }) {
  const [asking, setAsking] = useState(false);
  const leaving = useRef(false);
  useEffect(() => {
    if (count === 0) setAsking(false);
  }, [count]);
  useWindowEvent('beforeunload', (event) => {
    if (count === 0 || leaving.current) return;
    event.preventDefault();
    holdCountdowns(true);
    setAsking(true);
  });
  const stay = () => {
    setAsking(false);
    holdCountdowns(false);
  };
  if (!asking || count === 0) return null;
  return (
    <Modal opened onClose={stay} title="Close without deciding?" centered zIndex={500}>
      <p className={classes.question}>
        {count === 1 ? 'One decision is' : `${counted(count, 'decision')} are`} not signed yet. If you close the window
        now, {count === 1 ? 'it is' : 'they are'} dropped.
      </p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={stay} data-autofocus>
          Stay
        </Button>
        <Button
          color="var(--rejected)"
          onClick={() => {
            leaving.current = true;
            dropAll();
            window.close();
          }}
        >
          Close without deciding
        </Button>
      </Group>
    </Modal>
  );
}
