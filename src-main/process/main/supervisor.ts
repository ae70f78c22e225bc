import { createNanoEvents } from 'nanoevents';
import type { DeskState } from '#contract/contract.ts';
import type { Topic } from '#contract/names.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { OpenedDesk } from '#contract/workspace.ts';
import type { FaultLog } from '../faults.ts';
import { type Sitting, type StartMessage, type ToDesk, type ToMain, toMain, type Wish } from '../protocol.ts';
import { closingAnswer, interruptedAnswer, stoppedAnswer } from './interrupted.ts';

/** One desk process, from its start to its end. */
export interface DeskProcess {
  /** Posts a message. A message to a process that has ended is silently lost. */
  readonly post: (message: ToDesk) => void;
  readonly kill: () => void;
}

/** Receives the messages of a desk process, and its end. */
export interface Hearing {
  readonly message: (message: unknown) => void;
  /** The process has ended; `how` says how, for the fault log. May be called more than once. */
  readonly ended: (how: string) => void;
}

/** What the main process does for the desk. */
export interface Services {
  readonly show: (page: Extract<ToMain, { is: 'show' }>['page']) => void;
  readonly hideAll: () => void;
  /** A desk was opened: makes the next start of the application open its folder. Null: no folder. */
  readonly remember: (desk: OpenedDesk | null) => void;
  /** Does a task that only the main process can do. Returns the value that `granted` in the protocol describes. */
  readonly grant: (wish: Wish) => Promise<unknown>;
}

export interface SupervisorOptions {
  /** The start message of the first process. */
  readonly start: Omit<StartMessage, 'sitting'>;
  readonly fork: (start: StartMessage, hearing: Hearing) => DeskProcess;
  readonly services: Services;
  readonly log: FaultLog;
}

/** The desk as the main process sees it. It answers calls, whichever process is running. */
export interface Supervisor {
  /**
   * Calls a verb of the contract from a place. Returns JSON text. A call that was running when the process ended gets a
   * refusal and is never repeated. A call that was not yet posted waits for the next process.
   */
  call(place: number, area: string, verb: string, input: unknown): Promise<string>;
  /** Ends the session at a place. */
  leave(place: number): void;
  /** Locks every place. */
  lock(): void;
  /** The person signed in at a place. Null if nobody is. */
  personAt(place: number): PersonId | null;
  /** After how many minutes without input to lock. Null if there is nothing to lock. */
  lockAfterMinutes(): number | null;
  state(): DeskState;
  onChanged(listener: (topics: readonly Topic[]) => void): () => void;
  onState(listener: (state: DeskState) => void): () => void;
  /** Closes the workspace and ends the process, by force if it takes longer than {@link CLOSE_MS}. */
  close(): Promise<void>;
}

/** How long the desk may take to close, in milliseconds. */
export const CLOSE_MS = 5_000;
/** How long to wait before each restart, in milliseconds. After the last one the supervisor gives up. */
export const RESTART_AFTER_MS = [0, 250, 500, 1_000, 2_000] as const;
/**
 * A process with this many answers, or this lifetime, was sound. When it ends, the count of failed starts begins again.
 */
const SOUND_ANSWERS = 50;
const SOUND_MS = 10_000;

interface Call {
  readonly place: number;
  readonly area: string;
  readonly verb: string;
  readonly input: unknown;
  readonly answer: (text: string) => void;
}

interface Run {
  readonly process: DeskProcess;
  /** The calls that were posted and not answered. */
  readonly open: Map<number, Call>;
  readonly since: number;
  up: boolean;
  answered: number;
}

/** Starts a desk process, and restarts it when it ends, until `close`. */
export function supervise({ start, fork, services, log }: SupervisorOptions): Supervisor {
  const events = createNanoEvents<{
    changed: (topics: readonly Topic[]) => void;
    state: (state: DeskState) => void;
  }>();
  let state: DeskState = 'starting';
  let run: Run | null = null;
  const waiting: Call[] = [];
  let sitting: readonly Sitting[] = [];
  let lockAfterMinutes: number | null = null;
  let directory = start.directory;
  let opened = false;
  let failures = 0;
  let calls = 0;
  /** Whether printed pages of an earlier process may be open. The next person to sign in must not see them. */
  let pagesOfEarlier = false;
  let closed: (() => void) | null = null;

  const enter = (next: DeskState): void => {
    state = next;
    events.emit('state', next);
  };

  const post = (to: Run, call: Call): void => {
    const { place, area, verb, input } = call;
    calls += 1;
    to.open.set(calls, call);
    to.process.post({ is: 'call', id: calls, place, area, verb, input });
  };

  const begin = (): void => {
    const message = { ...start, directory, training: start.training && !opened, sitting: [...sitting] };
    const own: { run: Run | null } = { run: null };
    const process = fork(message, {
      message(posted) {
        const told = toMain.safeParse(posted);
        if (own.run === null) return;
        if (told.success) hear(own.run, told.data);
        else ended(own.run, `It posted what is no message: ${told.error.message}`);
      },
      ended: (how) => own.run && ended(own.run, how),
    });
    own.run = { process, open: new Map(), since: performance.now(), up: false, answered: 0 };
    run = own.run;
  };

  const hear = (from: Run, told: ToMain): void => {
    if (from !== run) return;
    switch (told.is) {
      case 'up': {
        from.up = true;
        const again = state === 'restarting';
        enter('up');
        for (const call of waiting.splice(0)) post(from, call);
        // The windows may show older data than is on disk.
        if (again) events.emit('changed', ['workspace']);
        return;
      }
      case 'answer':
        from.answered += 1;
        from.open.get(told.id)?.answer(told.text);
        from.open.delete(told.id);
        return;
      case 'changed':
        events.emit('changed', told.topics);
        return;
      case 'sitting':
        sitting = told.sitting;
        ({ lockAfterMinutes } = told);
        if (pagesOfEarlier && sitting.some(({ person }) => person !== null)) {
          pagesOfEarlier = false;
          services.hideAll();
        }
        return;
      case 'show':
        services.show(told.page);
        return;
      case 'hide':
        services.hideAll();
        return;
      case 'remember':
        opened = true;
        directory = told.desk?.directory ?? start.home;
        services.remember(told.desk);
        return;
      case 'wish':
        services.grant(told.wish).then(
          (value) => from.process.post({ is: 'granted', id: told.id, value }),
          (fault: unknown) => {
            log(`granting ${told.wish.for}`, fault);
            from.process.post({ is: 'failed', id: told.id, because: `The main process could not ${told.wish.for}.` });
          },
        );
        return;
      case 'closed':
        closed?.();
    }
  };

  const ended = (gone: Run, how: string): void => {
    if (gone !== run) return;
    run = null;
    for (const { area, verb, answer } of gone.open.values()) answer(interruptedAnswer(area, verb));
    gone.open.clear();
    // If only the port broke, the process must not go on writing beside the next one.
    gone.process.kill();
    if (closed) return closed();
    log('the desk process ended', new Error(how));
    pagesOfEarlier = true;
    const sound = gone.up && (gone.answered >= SOUND_ANSWERS || performance.now() - gone.since >= SOUND_MS);
    failures = sound ? 1 : failures + 1;
    const delay = RESTART_AFTER_MS[failures - 1];
    if (delay === undefined) {
      enter('stopped');
      for (const { answer } of waiting.splice(0)) answer(stoppedAnswer());
      return;
    }
    enter('restarting');
    setTimeout(() => {
      if (!closed) begin();
    }, delay);
  };

  begin();
  return {
    call(place, area, verb, input) {
      if (closed) return Promise.resolve(closingAnswer());
      if (state === 'stopped') return Promise.resolve(stoppedAnswer());
      return new Promise((answer) => {
        const call = { place, area, verb, input, answer };
        if (run?.up) post(run, call);
        else waiting.push(call);
      });
    },
    leave(place) {
      sitting = sitting.filter((one) => one.place !== place);
      run?.process.post({ is: 'left', place });
    },
    lock() {
      run?.process.post({ is: 'lock' });
    },
    personAt: (place) => (run?.up ? (sitting.find((one) => one.place === place)?.person ?? null) : null),
    lockAfterMinutes: () => (run?.up ? lockAfterMinutes : null),
    state: () => state,
    onChanged: (listener) => events.on('changed', listener),
    onState: (listener) => events.on('state', listener),
    close() {
      return new Promise((resolve) => {
        const last = run;
        const timer = setTimeout(() => {
          log('closing the workspace', new Error(`The desk did not close within ${CLOSE_MS} ms and was ended.`));
          closed?.();
        }, CLOSE_MS);
        closed = () => {
          clearTimeout(timer);
          last?.process.kill();
          for (const { answer } of waiting.splice(0)) answer(closingAnswer());
          resolve();
        };
        if (last === null) return closed();
        last.process.post({ is: 'close' });
      });
    },
  };
}
