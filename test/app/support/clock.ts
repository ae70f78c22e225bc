import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright/test';

const clocks = new WeakMap<ElectronApplication, string>();

/** A wall clock for the processes of an application that is about to be launched, in a folder of its own. */
export interface Clock {
  /** What the desk process is given as options of Node. */
  readonly deskOptions: string;
  /** Has `moveClock` move it for this application. */
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
 * Stands in for the wall clock of the main process and of the desk process: everything there that asks for the time gets it moved by so many
 * seconds, counted from the real time. The window keeps the machine's own.
 */
export async function moveClock(app: ElectronApplication, seconds: number): Promise<void> {
  const file = clocks.get(app);
  if (file === undefined) throw new Error('Launch the application with a clock of its own to move it.');
  // In one step: a process that reads while the file is written would read nothing.
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
