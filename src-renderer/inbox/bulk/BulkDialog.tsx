import { Button, Group, Modal, Progress, Skeleton, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { isBlank } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { severalRequestsQuery } from '../../app/queries/requests.ts';
import { usePending } from '../../request/pending.ts';
import { heldProps, usePressGuard } from '../../ui/pressGuard.ts';
import { State } from '../../ui/State.tsx';
import { counted, shownName } from '../../ui/words.ts';
import classes from './BulkDialog.module.css';
import type { BulkRun } from './run.ts';
import { type BulkAction, useBulk } from './useBulk.ts';

const looks = {
  approve: { verb: 'Approve', done: 'approved', can: 'canApprove', colour: 'var(--accent)', state: 'approved' },
  reject: { verb: 'Reject', done: 'rejected', can: 'canReject', colour: 'var(--rejected)', state: 'rejected' },
} as const;

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly ids: readonly string[];
  /** Is told which of them need no more doing. */
  readonly onClose: (done: readonly string[]) => void;
}

/** Approves or rejects many requests with one comment: says first what cannot be done and why, and afterwards what became of each. */
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
  // Enter and the button count for the list as it is shown, and once it stands still.
  const guard = usePressGuard({ action, able });
  const close = () => {
    if (run?.running !== true) onClose(done);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={`${look.verb} ${counted(ids.length, 'request')}`}
      size="lg"
      centered
      closeOnClickOutside={run === null}
      withCloseButton={run?.running !== true}
    >
      {run !== null ? (
        <Running run={run} requests={requests ?? []} look={look} onStop={stop} onClose={close} />
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
              <h3>
                {counted(unable.length + gone, 'request')} cannot be {look.done} by you
              </h3>
              <Requests label="Left as they are" requests={unable}>
                {({ id, viewer }) =>
                  isPending(id)
                    ? 'You have decided it already; that is not signed yet.'
                    : viewer.why.find((missing) => missing.action === action)?.message
                }
              </Requests>
              {gone === 0 ? null : <p className="dim">{counted(gone, 'request')} you no longer see.</p>}
            </section>
          )}
          <section className={classes.part}>
            <h3>
              {able.length === 0
                ? `Nothing is left to ${action}`
                : `${counted(able.length, 'request')} will be ${look.done}`}
            </h3>
            {able.length === 0 ? null : (
              <Requests label={`Will be ${look.done}`} requests={able}>
                {({ requester, justification }) => `${shownName(requester)}: ${justification ?? 'no justification'}`}
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
              Back
            </Button>
            <Button type="submit" disabled={able.length === 0} color={look.colour} {...heldProps(guard)}>
              {look.verb} {able.length === 0 ? '' : able.length.toLocaleString()}
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
  /** Whether it was sent without the words that it needs. */
  readonly lacking: boolean;
  readonly onWords: (words: string) => void;
}

/** The comment for all of them; it has the focus as soon as it is there, and Enter sends it. */
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
      label={action === 'reject' ? 'Reason' : 'Comment'}
      withAsterisk={action === 'reject'}
      error={lacking ? 'Say why you reject them; the requesters read it.' : undefined}
      description={
        action === 'reject'
          ? 'The same for all of them, and needed: the requesters read it.'
          : 'The same for all of them. Welcome, not needed.'
      }
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
  readonly look: (typeof looks)[BulkAction];
  readonly onStop: () => void;
  readonly onClose: () => void;
}

function Running({ run, requests, look, onStop, onClose }: RunningProps) {
  const { ids, results, running, stopped } = run;
  const refused = results.filter((result) => result.refused !== null).length;
  const told = results.flatMap((result) => requests.filter(({ id }) => id === result.id));
  return (
    <>
      <Progress value={ids.length === 0 ? 100 : (results.length / ids.length) * 100} aria-label="How far it is" />
      <p role="status">
        {running
          ? `${results.length} of ${ids.length} …`
          : `${results.length - refused} ${look.done}, ${refused} refused.${stopped === null ? '' : ` ${stopped}`}`}
      </p>
      <Requests label="What became of each" requests={told}>
        {({ id }) => {
          const result = results.find((one) => one.id === id);
          return result?.refused == null ? <State name={look.state}>{`you ${look.done} it`}</State> : result.refused;
        }}
      </Requests>
      <Group justify="flex-end" mt="lg">
        {running ? (
          <Button variant="default" onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button onClick={onClose} data-autofocus>
            Close
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
