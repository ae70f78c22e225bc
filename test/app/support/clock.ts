import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright/test';

const clocks = new WeakMap<ElectronApplication, string>();

/** A wall clock for the processes of an application before its launch, in a folder of its own. */
export interface Clock {
  /** The options of Node for the desk process. */
  readonly deskOptions: string;
  /** Lets `moveClock` move it for this application. */
  belongsTo(app: ElectronApplication): void;
}

export function makeClock(folder: string): Clock {
  const file = join(folder, 'seconds');
  writeFileSync(file, '0');
  const preloaded = join(folder, 'clock.cjs');
  const script = JSON.stringify(join(import.meta.dirname, 'movedClock.cjs'));
  writeFileSync(preloaded, `require(${script})(${JSON.stringify(file)});\n`);
  return { deskOptions: `--require ${JSON.stringify(preloaded)}`, belongsTo: (app) => void clocks.set(app, file) };
}

/**
 * Moves the wall clock of the main process and of the desk process to so many seconds after the real time. The window keeps
 * the clock of the machine.
 */
export async function moveClock(app: ElectronApplication, seconds: number): Promise<void> {
  const file = clocks.get(app);
  if (file === undefined) throw new Error('Launch the application with a clock of its own to move it.');
  // In one step: a reader must never see an empty file.
  writeFileSync(`${file}.new`, String(seconds));
  renameSync(`${file}.new`, file);
  await app.evaluate((_electron, offset) => {
    const real: DateConstructor = Reflect.get(globalThis, 'realDate') ?? Date;
    Reflect.set(globalThis, 'realDate', real);
    globalThis.Date = new Proxy(real, {
      construct: (target, args) => Reflect.construct(target, args.length === 0 ? [target.now() + offset] : args),
      get: (target, key) => (key === 'now' ? () => target.now() + offset : Reflect.get(target, key)),
    });
  }, seconds * 1000);
}
