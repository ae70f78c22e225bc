import type { ElectronApplication } from 'playwright/test';

/**
 * Stands in for the wall clock of the main process: everything there that asks for the time gets it moved by so many seconds, counted
 * from the real time. The window keeps the machine's own.
 */
export async function moveClock(app: ElectronApplication, seconds: number): Promise<void> {
  await app.evaluate((_electron, offset) => {
    const real: DateConstructor = Reflect.get(globalThis, 'realDate') ?? Date;
    Reflect.set(globalThis, 'realDate', real);
    globalThis.Date = new Proxy(real, {
      construct: (target, args) => Reflect.construct(target, args.length === 0 ? [target.now() + offset] : args),
      get: (target, key) => (key === 'now' ? () => target.now() + offset : Reflect.get(target, key)),
    });
  }, seconds * 1000);
}
