import { expect, it } from 'vitest';
import { answers } from '../shapes/answers.ts';
import { foundRealDesk } from './support.ts';

it('a real desk tells people how many of their own grants end soon, by the machine’s clock', async () => {
  const desk = await foundRealDesk();
  await desk.hire('carl');
  const bob = await desk.hire('bob');
  await desk.ok('ada', 'policies.create', {
    name: 'everything',
    conditions: [{ resource: '*' }],
    duration: { maxSeconds: 86_400 },
    steps: [{ approvers: [{ kind: 'person', id: bob }], required: 1 }],
  });
  const input = { resource: 'db', account: 'root', durationSeconds: 7_200 };
  const { id } = answers.requests.submit.parse(await desk.ok('carl', 'requests.submit', input));
  await desk.ok('bob', 'requests.approve', { id });
  const count = async (username: string) =>
    answers.grants.endingSoon.parse(await desk.ok(username, 'grants.endingSoon', { withinSeconds: 3_600 })).count;
  expect(await count('carl')).toBe(0);
  desk.wall.pass(3_600);
  expect(await count('carl')).toBe(1);
  expect(await count('bob')).toBe(0);
  desk.wall.pass(3_600);
  expect(await count('carl')).toBe(0);
});
