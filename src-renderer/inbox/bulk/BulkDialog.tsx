import { Button, Group, Modal, Progress, Skeleton, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { isBlank } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { severalRequestsQuery } from '../../app/queries/requests.ts';
import { usePending } from '../../request/pending.ts';
import { shownName } from '../../ui/names.ts';
import { heldProps, usePressGuard } from '../../ui/pressGuard.ts';
import { State } from '../../ui/State.tsx';
import classes from './bulk.module.css';
import type { BulkRun } from './run.ts';
import { type BulkAction, useBulk } from './useBulk.ts';

const looks = {
  approve: { can: 'canApprove', colour: 'var(--accent)', state: 'approved' },
  reject: { can: 'canReject', colour: 'var(--rejected)', state: 'rejected' },
} as const;

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly ids: readonly string[];
  /** Gets the ids of the decided requests. */
  readonly onClose: (done: readonly string[]) => void;
}

/** Approves or rejects many requests with one comment. Shows first which cannot be decided and why, and afterwards the result of each. */
export function BulkDialog({ action, ids, onClose }: BulkDialogProps) {
  const { data: requests } = useQuery(severalRequestsQuery(ids));
  const { run, start, stop } = useBulk();
  const [words, setWords] = useState('');
  const [lacking, setLacking] = useState(false);
  const look = looks[action];
  const pending = usePending();
  const isPending = (id: string) => pending.some(({ request, state }) => request.id === id && state !== 'refused');
  const isAble = ({ id, viewer }: AccessRequest) => viewer[look.can] && !isPending(id);
  const able = requests?.filter(isAble) ?? [];
  const unable = requests?.filter((request) => !isAble(request)) ?? [];
  const gone = requests === undefined ? 0 : ids.length - requests.length;
  const done = run?.results.flatMap(({ id, refused }) => (refused === null ? [id] : [])) ?? [];
  // A press counts only for the list as it was on screen when the press began.
  const guard = usePressGuard({ action, able });
  const close = () => {
    if (run?.running !== true) onClose(done);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(`inbox.bulk.${action}.title`, { count: ids.length })}
      size="lg"
      centered
      closeOnClickOutside={run === null}
      withCloseButton={run?.running !== true}
    >
      {run !== null ? (
        <Running run={run} requests={requests ?? []} action={action} onStop={stop} onClose={close} />
      ) : requests === undefined ? (
        <Skeleton height={160} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!guard.counts(event.nativeEvent)) return;
            if (action === 'reject' && isBlank(words)) setLacking(true);
            else start(action, able, words);
          }}
        >
          {unable.length + gone === 0 ? null : (
            <section className={classes.part}>
              <h3>{t(`inbox.bulk.${action}.unable`, { count: unable.length + gone })}</h3>
              <Requests label={t('inbox.bulk.skippedList')} requests={unable}>
                {({ id, viewer }) =>
                  isPending(id)
                    ? t('inbox.bulk.alreadyDecided')
                    : viewer.why.find((missing) => missing.action === action)?.message
                }
              </Requests>
              {gone === 0 ? null : <p className="dim">{t('inbox.bulk.gone', { count: gone })}</p>}
            </section>
          )}
          <section className={classes.part}>
            <h3>
              {able.length === 0
                ? t(`inbox.bulk.${action}.nothingLeft`)
                : t(`inbox.bulk.${action}.able`, { count: able.length })}
            </h3>
            {able.length === 0 ? null : (
              <Requests label={t(`inbox.bulk.${action}.ableList`)} requests={able}>
                {({ requester, justification }) =>
                  justification === null
                    ? t('inbox.bulk.noReason', { name: shownName(requester) })
                    : t('inbox.bulk.reasonFor', { name: shownName(requester), justification })
                }
              </Requests>
            )}
          </section>
          {able.length === 0 ? null : (
            <Comment
              action={action}
              words={words}
              lacking={lacking}
              onWords={(typed) => {
                setWords(typed);
                setLacking(false);
              }}
            />
          )}
          <p className={classes.missed} role="status">
            {guard.missed ? t('ui.missedPress') : ''}
          </p>
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={close}>
              {t('common.back')}
            </Button>
            <Button type="submit" disabled={able.length === 0} color={look.colour} {...heldProps(guard)}>
              {able.length === 0
                ? t(`inbox.bulk.${action}.buttonForNone`)
                : t(`inbox.bulk.${action}.button`, { count: able.length })}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}

interface CommentProps {
  readonly action: BulkAction;
  readonly words: string;
  /** Whether it was sent without the required reason. */
  readonly lacking: boolean;
  readonly onWords: (words: string) => void;
}

/** The comment for all of them. It takes the focus when it appears, and Enter sends it. */
function Comment({ action, words, lacking, onWords }: CommentProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (lacking) field.current?.focus();
  }, [lacking]);
  return (
    <Textarea
      ref={field}
      mt="md"
      label={t(`inbox.bulk.${action}.field`)}
      withAsterisk={action === 'reject'}
      error={lacking ? t('inbox.bulk.reasonNeeded') : undefined}
      description={t(`inbox.bulk.${action}.fieldHelp`)}
      value={words}
      onChange={(event) => onWords(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
      maxLength={4_000}
      autosize
      minRows={2}
      maxRows={6}
      data-autofocus
    />
  );
}

interface RunningProps {
  readonly run: BulkRun;
  readonly requests: readonly AccessRequest[];
  readonly action: BulkAction;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

function Running({ run, requests, action, onStop, onClose }: RunningProps) {
  const { ids, results, running, stopped } = run;
  const refused = results.filter((result) => result.refused !== null).length;
  const decided = results.flatMap((result) => requests.filter(({ id }) => id === result.id));
  return (
    <>
      <Progress
        value={ids.length === 0 ? 100 : (results.length / ids.length) * 100}
        aria-label={t('inbox.bulk.progress')}
      />
      <p role="status">
        {running
          ? t('inbox.bulk.running', { done: results.length, all: ids.length })
          : t(`inbox.bulk.${action}.ended`, { done: results.length - refused, refused })}
        {stopped === null ? null : <> {stopped}</>}
      </p>
      <Requests label={t('inbox.bulk.results')} requests={decided}>
        {({ id }) => {
          const result = results.find((one) => one.id === id);
          return result?.refused == null ? (
            <State name={looks[action].state}>{t(`inbox.bulk.${action}.done`)}</State>
          ) : (
            result.refused
          );
        }}
      </Requests>
      <Group justify="flex-end" mt="lg">
        {running ? (
          <Button variant="default" onClick={onStop}>
            {t('inbox.bulk.stop')}
          </Button>
        ) : (
          <Button onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
        )}
      </Group>
    </>
  );
}

interface RequestsProps {
  readonly label: string;
  readonly requests: readonly AccessRequest[];
  readonly children: (request: AccessRequest) => ReactNode;
}

function Requests({ label, requests, children }: RequestsProps) {
  if (requests.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, and nothing inside takes the focus
    <ul className={classes.list} aria-label={label} tabIndex={0}>
      {requests.map((request) => (
        <li key={request.id} className={classes.item}>
          <span className="dim tabular">#{request.number}</span>
          <span className="mono">
            <span className="strong">{request.resource}</span> {request.account}
          </span>
          <p>{children(request)}</p>
        </li>
      ))}
    </ul>
  );
}
