import { expect, test } from 'vitest';
import { answers } from '../desk/shapes/answers.ts';
import { openDesk } from '../desk/support.ts';
import { type Played, runDesk, startDesk, withResults } from './support.ts';

const REQUESTS = 20;
const APPROVERS = Array.from({ length: 10 }, (_, index) => `approver${index}`);

/** Longer than any pipe holds, so a process that has taken it is up and reading. */
const warmUp = `${JSON.stringify({ note: 'x'.repeat(1_000_000) })}\n`;

test('two processes race for the same 200 approvals: none is lost, none counted twice', async () => {
  const desk = await openDesk();
  await desk.hire(`alice ${APPROVERS.join(' ')}`);
  await desk.policy({ steps: [{ by: APPROVERS.join(' '), required: APPROVERS.length }] });
  const ids: string[] = [];
  for (let index = 0; index < REQUESTS; index += 1) ids.push((await desk.file('alice', `db-${index}`)).id);
  const before = desk.length;

  // Each gives every approval, one of them in the opposite order, so they meet in the middle.
  const all = ids.flatMap((id) =>
    APPROVERS.map((as) =>
      JSON.stringify({ as, do: 'requests.approve', with: { id }, refused: ['NOT_ELIGIBLE', 'NOT_OPEN'] }),
    ),
  );
  const processes = [all, [...all].reverse()].map((lines) => ({
    lines,
    started: startDesk(['play', '-', '--workspace', desk.directory]),
  }));
  await Promise.all(processes.map(({ started }) => started.feed(warmUp)));
  for (const { lines, started } of processes) started.end(lines.join('\n'));
  const played = (await Promise.all(processes.map(({ started }) => started.ran))).map(withResults);

  for (const { stderr, results } of played) {
    expect(stderr).toBe('');
    expect(results).toHaveLength(all.length);
  }
  const given = played.map((one) => one.results.filter(({ ok }) => ok).length);
  expect(given.reduce((sum, count) => sum + count, 0)).toBe(all.length);
  for (const [index, count] of given.entries())
    expect(count, `process ${index} gave none: no race was run`).toBeGreaterThan(0);
  for (const why of refusals(played)) expect(['ALREADY_APPROVED', 'NOT_OPEN']).toContain(why);

  const types = desk.typesAfter(before);
  expect(types.filter((type) => type === 'request.approved')).toHaveLength(all.length);
  expect(types.filter((type) => type === 'step.completed')).toHaveLength(REQUESTS);
  expect(types.filter((type) => type === 'grant.started')).toHaveLength(REQUESTS);
  expect(types).toHaveLength(all.length + 2 * REQUESTS);
  for (const id of ids) {
    const request = await desk.as('alice').requests.get({ id });
    expect(request).toMatchObject({ status: 'approved', grant: { status: 'active' } });
    const approvers = request.steps.flatMap(({ decisions }) => decisions.map(({ person }) => person.username));
    expect(approvers.sort()).toEqual(APPROVERS);
  }
  const verified = await runDesk(['verify', desk.directory]);
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  expect(answers.ledger.verify.parse(JSON.parse(verified.stdout))).toMatchObject({
    ok: true,
    length: before + types.length,
  });
});

/** Why calls were refused: the reason if there is one, else the code. */
function refusals(played: readonly Played[]): string[] {
  const all = played.flatMap(({ results }) =>
    results.flatMap((result) =>
      result.ok ? [] : ['reason' in result.error ? result.error.reason : result.error.code],
    ),
  );
  return [...new Set(all)].sort();
}
