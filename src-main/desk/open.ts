import type { Refusal } from '#contract/refusal.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../engine/outcome.ts';
import { whyUnusable } from '../store/failure.ts';
import type { GuardOptions } from '../store/fileGuard.ts';
import { checkOnOpen, copyToRead, isReadOnly, openForReading, quickCheck } from '../store/integrity/open.ts';
import { loadDesk } from '../store/queries/desk.ts';
import { holdsWorkspace, openStore, type Store } from '../store/store.ts';

export { holdsWorkspace } from '../store/store.ts';
export { makeTemporary, removeTemporary } from '../store/temporary.ts';

import { withAuthority } from './authorization/replayVerifier.ts';
import { type Desk, type DeskOptions, serveDesk } from './desk.ts';
import { foundTraining } from './found.ts';
import { moment } from './kernel/clock.ts';
import { sharingWork } from './ledger/vouchers.ts';
import { playScenario, totalAdvance } from './scenario/play.ts';
import { readScenario } from './scenario/read.ts';

export interface OpenOptions extends Omit<DeskOptions, 'store'>, GuardOptions {
  /** The name of the desk if it is founded now. */
  readonly name: string;
  /** Whether to check the whole ledger before anything is written, or only the file's header and tables. */
  readonly check: 'everything' | 'header';
  /** The folder of the built workers, which share a check of everything; without it one thread does that. */
  readonly workers?: string;
  /** Read a copy of the workspace if its folder is read-only; every change is then refused. */
  readonly copyIfReadOnly?: boolean;
  /** The time of founding, if the desk is founded now; the current time if left out. */
  readonly foundedAt?: string;
}

export type Opened =
  | { readonly ok: true; readonly desk: Desk; readonly founded: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** Opens the training workspace in a folder, and founds one first if there is none. Refuses a real workspace. */
export async function openTraining(options: OpenOptions): Promise<Opened> {
  const { directory, environment, name, foundedAt } = options;
  const existed = holdsWorkspace(directory);
  const broken = await whyNotOpen(options);
  if (broken) return { ok: false, refusal: broken };
  const opened = await openUsable(options);
  if (!opened.ok) return opened;
  const { store } = opened;
  await foundTraining(store, environment, name, foundedAt ?? environment.wallClock());
  if (loadDesk(store.reader)?.kind !== 'training') {
    store.close();
    return {
      ok: false,
      refusal: refusal('FORBIDDEN', t('desk.open.realHere')),
    };
  }
  return { ok: true, desk: serveDesk({ ...options, store }), founded: !existed };
}

/** Opens the workspace in a folder, real or training. NOT_FOUND if no desk was founded there. */
export async function openExisting(options: Omit<OpenOptions, 'name' | 'foundedAt'>): Promise<Opened> {
  const { directory, copyIfReadOnly = false } = options;
  const copies = copyIfReadOnly && isReadOnly(directory);
  const broken = holdsWorkspace(directory)
    ? copies
      ? null
      : await whyNotOpen(options)
    : refusal('NOT_FOUND', t('desk.open.noDesk', { directory }));
  if (broken) return { ok: false, refusal: broken };
  const opened = copies ? await openCopied(directory) : await openUsable(options);
  if (!opened.ok) return opened;
  const { store } = opened;
  if (!loadDesk(store.reader)) {
    store.close();
    return {
      ok: false,
      refusal: refusal('NOT_FOUND', t('desk.open.brokenOff', { directory })),
    };
  }
  return { ok: true, desk: serveDesk({ ...options, store }), founded: false };
}

type OpenedStore = { readonly ok: true; readonly store: Store } | { readonly ok: false; readonly refusal: Refusal };

async function openUsable({
  directory,
  ...guard
}: GuardOptions & Pick<OpenOptions, 'directory'>): Promise<OpenedStore> {
  try {
    return { ok: true, store: await openStore(directory, guard) };
  } catch (error) {
    const unusable = whyUnusable(error);
    if (unusable === null) throw error;
    return { ok: false, refusal: refusal('WORKSPACE_UNREADABLE', unusable) };
  }
}

async function openCopied(directory: string): Promise<OpenedStore> {
  const copied = await copyToRead(directory);
  if (!copied.ok) return copied;
  const { copy } = copied;
  const broken = await quickCheck(copy.directory);
  const opened = broken ? ({ ok: false, refusal: broken } as const) : await openUsable({ directory: copy.directory });
  if (!opened.ok) {
    copy.remove();
    return opened;
  }
  const { store } = opened;
  const close = () => {
    store.close();
    copy.remove();
  };
  return { ok: true, store: { ...store, isCopy: true, close } };
}

/** What a folder holds. Opens it for reading only. */
export async function lookInto(directory: string): Promise<WorkspaceKind | 'nothing' | 'unreadable'> {
  if (!holdsWorkspace(directory)) return 'nothing';
  const opened = await openForReading(directory);
  if (!opened.ok) return 'unreadable';
  try {
    return loadDesk(opened.connection)?.kind ?? 'nothing';
  } finally {
    opened.close();
  }
}

/** Why the workspace in a folder cannot be opened; null if it can, or if there is none. */
export async function whyNotOpen({
  directory,
  check,
  workers,
}: Pick<OpenOptions, 'directory' | 'check' | 'workers'>): Promise<Refusal | null> {
  if (!holdsWorkspace(directory)) return null;
  if (check === 'header') return quickCheck(directory);
  return sharingWork(workers, (vouchers) => checkOnOpen(directory, { ...withAuthority, vouchers }));
}

/**
 * Opens the training workspace in a folder. A new one is filled by playing a scenario (as text) that ends at the current time. Throws if
 * the scenario is not answered as it expects: it is part of the product.
 */
export async function openTrainingWithDemo(
  options: Omit<OpenOptions, 'check'>,
  demoScenario: () => Promise<string>,
): Promise<Opened> {
  if (holdsWorkspace(options.directory)) return openTraining({ ...options, check: 'header' });
  const scenario = readScenario(await demoScenario());
  if (!scenario.ok) throw new Error(`The demo scenario of a new training workspace is malformed. ${scenario.message}`);
  const foundedAt = moment(options.environment.wallClock()).after(-totalAdvance(scenario.lines));
  const opened = await openTraining({ ...options, foundedAt, check: 'header' });
  if (!opened.ok || !opened.founded) return opened;
  await playScenario(opened.desk, scenario.lines, ({ line, answer, wanted }) => {
    if (!wanted)
      throw new Error(`Line ${line} of the demo scenario was answered with ${JSON.stringify(answer).slice(0, 500)}.`);
  });
  return opened;
}
