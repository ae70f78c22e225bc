import type { Page } from 'playwright/test';
import { z } from 'zod';
import { startPlayer } from './cli.ts';

/** Files requests by Erin in a training workspace, which Tomás and Yuki can approve. Returns their ids. */
export async function fileRequests(workspace: string, ...resources: readonly string[]): Promise<string[]> {
  const answers = await startPlayer(workspace).play(
    resources.map((resource) => ({
      as: 'erin',
      do: 'requests.submit',
      with: { resource, account: 'admin', durationSeconds: 1800 },
    })),
  );
  return answers.map(({ result }) => z.object({ id: z.string() }).parse(result).id);
}

/** How many people have decided a request, from the desk. */
export async function decisionsOf(page: Page, id: string): Promise<number> {
  const answer = await page.evaluate((which) => window.desk.requests.get({ id: which }), id);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.result.steps.flatMap(({ decisions }) => decisions).length;
}
