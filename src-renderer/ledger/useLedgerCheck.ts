import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CheckProgress, KeptMark, SavedHead } from '#contract/ledger.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { call, desk } from '../app/desk.ts';
import { checkQuery, followedCheckQuery, markQuery } from '../app/queries/ledger.ts';
import { readHead } from './headFile.ts';

/** The viewer's newest check of the ledger, as the page shows it. */
export interface LedgerCheckState {
  /** The check, if this window has seen it running, until the viewer has put its result away. */
  readonly check: CheckProgress | null;
  /** Whether a check is being started, or runs. */
  readonly busy: boolean;
  readonly cancelling: boolean;
  /** Why no check was started. */
  readonly refusal: Pick<Refusal, 'message'> | null;
  /** The viewer's mark. */
  readonly mark: KeptMark | null;
  /** Checks every event: by itself, or against a saved head. */
  readonly start: (head: SavedHead | null) => void;
  /** Checks what is new since the viewer's mark. */
  readonly startFromMark: () => void;
  /** The same against the head in a file. */
  readonly startAgainst: (file: File) => Promise<void>;
  readonly cancel: () => void;
  /** Keeps a mark of the check on screen. */
  readonly keepMark: () => void;
  readonly keeping: 'not' | 'now' | 'done';
  readonly keepRefusal: Refusal | null;
  /** Puts the result away. */
  readonly close: () => void;
}

/** Starts checks of the ledger and follows the newest, which goes on while the viewer is on other pages. */
export function useLedgerCheck(): LedgerCheckState {
  const client = useQueryClient();
  const [wrongFile, setWrongFile] = useState<string | null>(null);
  /** Whether a check was seen running. */
  const [ran, setRan] = useState(false);
  const newest = useQuery(checkQuery());
  const { data: followed } = useQuery(followedCheckQuery());
  const know = (check: CheckProgress | null) => client.setQueryData(checkQuery().queryKey, { check });
  const follow = (startedAt: string | null) => client.setQueryData(followedCheckQuery().queryKey, startedAt);
  const mark = useQuery(markQuery());
  const start = useMutation({
    mutationFn: (input: { head?: SavedHead; fromMark?: boolean }) => call(desk.ledger.startCheck, input),
    async onSuccess(check) {
      // An answer about the check before must not arrive after this one.
      await client.cancelQueries(checkQuery());
      follow(check.startedAt);
      know(check);
    },
  });
  const keep = useMutation({
    mutationFn: (_startedAt: string) => call(desk.ledger.keepMark, {}),
    onSuccess: (kept) => client.setQueryData(markQuery().queryKey, kept),
  });
  const cancel = useMutation({
    mutationFn: () => call(desk.ledger.cancelCheck, {}),
    onSuccess: ({ check }) => know(check),
  });
  const check = newest.data?.check ?? null;
  const running = check?.state === 'running' ? check.startedAt : null;
  useEffect(() => {
    if (running !== null) client.setQueryData(followedCheckQuery().queryKey, running);
  }, [client, running]);
  const shown = check !== null && check.startedAt === followed ? check : null;
  if (running !== null && !ran) setRan(true);
  const lost = ran && newest.data?.check === null ? { message: t('ledger.check.lost') } : null;
  const refused = (start.error ?? cancel.error)?.refusal ?? lost;
  return {
    check: shown,
    busy: start.isPending || check?.state === 'running',
    cancelling: cancel.isPending,
    refusal: wrongFile === null ? refused : { message: wrongFile },
    mark: mark.data?.mark ?? null,
    start: (head) => start.mutate(head === null ? {} : { head }),
    startFromMark: () => start.mutate({ fromMark: true }),
    async startAgainst(file) {
      const head = await readHead(file);
      if (head.ok) start.mutate({ head: head.head });
      else setWrongFile(head.problem);
    },
    cancel: () => cancel.mutate(),
    keepMark() {
      if (shown !== null) keep.mutate(shown.startedAt);
    },
    keeping: keep.variables !== shown?.startedAt ? 'not' : keep.isPending ? 'now' : keep.isSuccess ? 'done' : 'not',
    keepRefusal: keep.variables === shown?.startedAt ? (keep.error?.refusal ?? null) : null,
    close() {
      start.reset();
      cancel.reset();
      setWrongFile(null);
      setRan(false);
      if (shown !== null && shown.state !== 'running') follow(null);
    },
  };
}
