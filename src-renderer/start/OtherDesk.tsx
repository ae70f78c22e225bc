import { ActionIcon, Button, Group, Modal, Skeleton } from '@mantine/core';
import { IconFolderOff, IconLockExclamation, IconSchool, IconShieldCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { RecentDesk, Workspace } from '#contract/workspace.ts';
import { t } from '#texts/texts.ts';
import { call, desk, read } from '../app/desk.ts';
import { mayLeave } from '../app/leaving.ts';
import { askForOtherDesk, useOtherDeskAsked } from '../app/otherDesk.ts';
import { recentDesksQuery, workspaceQuery } from '../app/queries/workspace.ts';
import { useMachineClock } from '../app/session.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { localTime, preciseTime } from '../ui/time.ts';
import classes from './start.module.css';

/** Opens another desk, or training, where the File menu or a page asks for it. */
export function OtherDesk(): ReactNode {
  const asked = useOtherDeskAsked();
  return asked === null ? null : <OtherDeskDialog trains={asked === 'training'} />;
}

const close = () => askForOtherDesk(null);

interface OtherDeskDialogProps {
  /** Whether to open training at once. */
  readonly trains: boolean;
}

function OtherDeskDialog({ trains }: OtherDeskDialogProps) {
  const { data: workspace } = useQuery(workspaceQuery());
  const recent = useQuery(recentDesksQuery());
  const { open, train, choose, asking, busy, note, refusal } = useOtherDesk();
  const started = useRef(false);
  useEffect(() => {
    if (!trains || started.current) return;
    started.current = true;
    train();
  }, [trains, train]);
  return (
    <Modal opened={!asking} onClose={close} title={t('start.other.title')} size="lg" centered>
      {recent.isPending ? (
        <Skeleton height={160} />
      ) : recent.isError ? (
        <RefusalNote refusal={recent.error.refusal} />
      ) : (
        <RecentDesks desks={recent.data.items} busy={busy} onOpen={open} />
      )}
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
      <p className={classes.note} role="status">
        {note}
      </p>
      {workspace?.state === 'open' ? <p className="meta">{t('start.other.leaves')}</p> : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" loading={busy} onClick={train}>
          {t('start.other.train')}
        </Button>
        <Button loading={busy} onClick={choose}>
          {t('start.other.choose')}
        </Button>
      </Group>
    </Modal>
  );
}

interface RecentDesksProps {
  readonly desks: readonly RecentDesk[];
  readonly busy: boolean;
  readonly onOpen: (directory: string) => void;
}

function RecentDesks({ desks, busy, onOpen }: RecentDesksProps) {
  const cache = useQueryClient();
  const forget = useMutation({
    mutationFn: (directory: string) => call(desk.workspace.forget, { directory }),
    onSuccess: (list) => cache.setQueryData(recentDesksQuery().queryKey, list),
  });
  if (desks.length === 0) return <p className="dim">{t('start.other.none')}</p>;
  return (
    <ul className={classes.recent} aria-label={t('start.other.list')}>
      {desks.map((one) => (
        <RecentRow
          key={one.directory}
          desk={one}
          busy={busy}
          onOpen={() => onOpen(one.directory)}
          onForget={() => forget.mutate(one.directory)}
        />
      ))}
    </ul>
  );
}

interface RecentRowProps {
  readonly desk: RecentDesk;
  readonly busy: boolean;
  readonly onOpen: () => void;
  readonly onForget: () => void;
}

function RecentRow({
  desk: { directory, name, kind, openedAt, holds, isOpen },
  busy,
  onOpen,
  onForget,
}: RecentRowProps) {
  const now = useMachineClock();
  const gone = holds === 'nothing' || holds === 'unreadable';
  const Icon = holds === 'nothing' ? IconFolderOff : holds === 'unreadable' ? IconLockExclamation : icons[kind];
  return (
    <li className={classes.recentRow} data-gone={gone}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <div className={classes.recentText}>
        <p>
          <span className="strong">{name}</span> <span className="dim">{t(`start.other.kind.${kind}`)}</span>
        </p>
        <p className={`mono meta ${classes.folder}`}>{directory}</p>
        <p className="meta">
          {gone ? <span className={classes.gone}>{t(`start.other.gone.${holds}`)} </span> : null}
          <time dateTime={openedAt} title={preciseTime(openedAt)}>
            {t('start.other.opened', { at: localTime(openedAt, now) })}
          </time>
        </p>
      </div>
      {isOpen ? (
        <span className="dim">{t('start.other.isOpen')}</span>
      ) : gone ? null : (
        <Button
          variant="default"
          size="compact-md"
          disabled={busy}
          aria-label={t('start.other.openSpoken', { name, directory })}
          onClick={onOpen}
        >
          {t('start.other.open')}
        </Button>
      )}
      {isOpen ? null : (
        <ActionIcon
          variant="subtle"
          c="var(--ink-dim)"
          aria-label={t('start.other.forget', { name, directory })}
          title={t('start.other.forgetHint')}
          onClick={onForget}
        >
          <IconX size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

const icons = { real: IconShieldCheck, training: IconSchool } as const;

/** Opens another workspace in place of the one that is open. Asks first about decisions that are not signed. */
function useOtherDesk() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [note, setNote] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (open: () => Promise<Workspace | null>) => {
      setNote(null);
      // The question stands alone: two dialogs at once would hide each other.
      const may = await mayLeave(() => setAsking(true));
      setAsking(false);
      return may ? open() : null;
    },
    onSuccess: async (workspace) => {
      close();
      if (workspace === null) return;
      await navigate({ to: '/inbox' });
      cache.removeQueries({
        predicate: (query) => query.queryKey[0] !== 'workspace' && query.queryKey[0] !== 'session',
      });
      cache.setQueryData(workspaceQuery().queryKey, workspace);
    },
  });
  const train = useCallback(
    () =>
      mutate(async () => {
        const { trainingDirectory } = await read(desk.workspace.get, {});
        return call(desk.workspace.train, { directory: trainingDirectory, leaving: true });
      }),
    [mutate],
  );
  const open = (directory: string) => mutate(() => call(desk.workspace.open, { directory, leaving: true }));
  const choose = useMutation({
    mutationFn: () => call(desk.workspace.choose, {}),
    onSuccess: ({ directory, holds }) => {
      setNote(null);
      if (directory === null) return;
      if (holds === 'unreadable') setNote(t('start.folder.unreadable', { directory }));
      else if (holds === 'nothing') setNote(t('start.other.empty', { directory }));
      else open(directory);
    },
  });
  return {
    open,
    train,
    choose: () => choose.mutate(),
    /** Whether something else is being asked. */
    asking,
    busy: isPending || choose.isPending,
    note,
    refusal: (error ?? choose.error)?.refusal,
  };
}
