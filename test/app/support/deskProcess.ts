import { type ElectronApplication, expect } from 'playwright/test';

/** The id of the running desk process; waits until there is one. */
export async function deskProcess(app: ElectronApplication): Promise<number> {
  let pid: number | null = null;
  await expect
    .poll(async () => {
      pid = await app.evaluate(
        ({ app: running }) =>
          running.getAppMetrics().find(({ name, serviceName }) => `${serviceName}${name}`.includes('Countersign Desk'))
            ?.pid ?? null,
      );
      return pid;
    })
    .not.toBeNull();
  if (pid === null) throw new Error('The desk process does not run.');
  return pid;
}

/** Kills the desk process with SIGKILL. Returns its id. */
export async function killDesk(app: ElectronApplication): Promise<number> {
  const pid = await deskProcess(app);
  process.kill(pid, 'SIGKILL');
  return pid;
}
