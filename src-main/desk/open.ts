import type { Refusal } from '../../src-preload/contract/refusal.ts';
import { refusal } from '../engine/outcome.ts';
import { checkOnOpen, quickCheck } from '../store/integrity/open.ts';
import { loadDesk } from '../store/queries/desk.ts';
import { holdsWorkspace, openStore } from '../store/store.ts';

export { holdsWorkspace } from '../store/store.ts';

import { moment } from './clock.ts';
import { type Desk, serveDesk } from './desk.ts';
import { foundTraining } from './found.ts';
import { playScenario, totalAdvance } from './scenario/play.ts';
import { readScenario } from './scenario/read.ts';
import type { Source } from './source.ts';

export interface OpenOptions {
  readonly directory: string;
  readonly source: Source;
  readonly log: (id: string, error: unknown) => void;
  /** The name of the desk, should it have to be founded. */
  readonly name: string;
  /** Check the whole ledger before anything is written, or only the file's header and tables. */
  readonly check: 'everything' | 'header';
  /** When the desk is founded, should it have to be; now, if left out. */
  readonly foundedAt?: string;
}

export type Opened =
  | { readonly ok: true; readonly desk: Desk; readonly founded: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** Opens the training workspace in a folder, founding one where there is none. A real workspace is refused. */
export async function openTraining({ directory, source, log, name, check, foundedAt }: OpenOptions): Promise<Opened> {
  const existed = holdsWorkspace(directory);
  if (existed) {
    const broken = await (check === 'everything' ? checkOnOpen(directory) : quickCheck(directory));
    if (broken) return { ok: false, refusal: broken };
  }
  const store = await openStore(directory);
  await foundTraining(store, source, name, foundedAt ?? source.wallClock());
  if (loadDesk(store.reader)?.kind !== 'training') {
    store.close();
    return {
      ok: false,
      refusal: refusal(
        'FORBIDDEN',
        'This folder holds a real workspace; scenarios are played in training workspaces only.',
      ),
    };
  }
  return { ok: true, desk: serveDesk({ store, source, log }), founded: !existed };
}

/**
 * Opens the training workspace in a folder; one that has to be founded gets life from a scenario (`story`, as text), told so that it ends
 * now. Throws when the story is not answered as it wants: it is part of the product.
 */
export async function openTrainingWithStory(options: Omit<OpenOptions, 'check'>, story: string): Promise<Opened> {
  const scenario = readScenario(story);
  if (!scenario.ok) throw new Error(`The story of a new training workspace is malformed. ${scenario.message}`);
  const foundedAt = moment(options.source.wallClock()).after(-totalAdvance(scenario.lines));
  const opened = await openTraining({ ...options, foundedAt, check: 'header' });
  if (!opened.ok || !opened.founded) return opened;
  await playScenario(opened.desk, scenario.lines, ({ line, answer, wanted }) => {
    if (!wanted)
      throw new Error(`Line ${line} of the story was answered with ${JSON.stringify(answer).slice(0, 500)}.`);
  });
  return opened;
}
