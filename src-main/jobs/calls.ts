import { parentPort, Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { chooseLanguageOfStarter } from './language.ts';

/** A started worker thread. */
export interface WorkerCalls<Functions extends object> {
  /** The functions that the worker serves. A call rejects with what the function throws, or when the worker ends. */
  readonly call: BirpcReturn<Functions, object>;
  /** Ends the worker. Calls without an answer reject with the reason. Resolves when its thread is gone, and those that it has started. */
  end(reason: Error): Promise<unknown>;
}

/** Callbacks of a worker thread. */
export interface WorkerListener<Local extends object> {
  /** The functions that the worker may call here. */
  readonly local: Local;
  /** The worker ended by itself. */
  readonly onEnded: (error: Error) => void;
}

/**
 * Starts a built worker script. The compiler holds both sides to `Functions`, which the script exports as a type, so
 * what arrives is not checked again.
 */
export function startWorker<Functions extends object, Local extends object>(
  script: string,
  { local, onEnded }: WorkerListener<Local>,
): WorkerCalls<Functions> {
  const worker = new Worker(script);
  const call = createBirpc<Functions, Local>(local, {
    post: (message) => worker.postMessage(message),
    on: (listener) => void worker.on('message', listener),
    // A large workspace may take minutes.
    timeout: -1,
  });
  const end = (reason: Error): Promise<unknown> => {
    worker.removeAllListeners();
    const gone = worker.terminate();
    call.$close(reason);
    return gone;
  };
  const ended = (error: Error): void => {
    void end(error);
    onEnded(error);
  };
  worker.on('error', ended);
  worker.on('exit', (code) => ended(new Error(`The worker ended with status ${code} and without an answer.`)));
  return { call, end };
}

/** In a worker: serves the functions to the thread that started it. Answers the functions of that thread. */
export function serveWorker<Starter extends object, Functions extends object>(
  functions: Functions,
): BirpcReturn<Starter, Functions> {
  chooseLanguageOfStarter();
  return createBirpc<Starter, Functions>(functions, {
    post: (message) => parentPort?.postMessage(message),
    on: (listener) => void parentPort?.on('message', listener),
    timeout: -1,
  });
}

/** The reason of an aborted signal, as an error. */
export const reasonOf = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new Error(String(reason));
