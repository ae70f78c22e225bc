import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { newFolder, runDesk } from './support.ts';

const ADA = 'ada keeps seven violet herons';
const BEN = 'ben minds eleven copper kettles';
const as = (username: string) => ['--as', username, '--passphrase-fd', '0'];
const enrolled = z.strictObject({
  ok: z.literal(true),
  result: z.strictObject({ key: z.string(), replaces: z.string(), keptBy: z.literal('file') }),
});
const withId = z.looseObject({ ok: z.literal(true), result: z.looseObject({ id: z.string() }) });

async function founded(): Promise<string> {
  const folder = join(newFolder(), 'desk');
  const who = ['--name', 'Night desk', '--full-name', 'Ada Admin', '--email', 'ada@example.test', ...as('ada')];
  expect((await runDesk(['found', folder, ...who], ADA)).status).toBe(0);
  return folder;
}

const keyOf = (folder: string): string =>
  z.looseObject({ key: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'keys', 'desk.json'), 'utf8'))).key;

it('desk enrol-desk-key repairs a desk whose key file holds another key', async () => {
  const [folder, other] = [await founded(), await founded()];
  const own = keyOf(folder);
  copyFileSync(join(other, 'keys', 'desk.json'), join(folder, 'keys', 'desk.json'));
  const ran = await runDesk(['enrol-desk-key', folder, ...as('ada')], ADA);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  const { result } = enrolled.parse(JSON.parse(ran.stdout));
  expect(result.replaces).toBe(own);
  expect(keyOf(folder)).toBe(result.key);
  expect((await runDesk(['call', folder, 'people.list', ...as('ada')], 'wrong')).status).toBe(1);
  expect((await runDesk(['verify', folder])).status).toBe(0);
});

it('desk enrol-desk-key proposes it while four eyes is on, and says how another admin approves it', async () => {
  const folder = await founded();
  const call = async (verb: string, input: object, who = 'ada', passphrase = ADA) =>
    runDesk(['call', folder, verb, JSON.stringify(input), ...as(who)], passphrase);
  const person = { username: 'ben', name: 'Ben', email: 'ben@example.test', role: 'admin' };
  const { id } = withId.parse(JSON.parse((await call('people.create', person)).stdout)).result;
  const code = /One-time code: (\S+)/.exec((await call('people.issueCode', { id })).stderr)?.[1] ?? '';
  await runDesk(['enrol', folder, ...as('ben')], `${code}\n${BEN}`);
  expect((await call('settings.update', { fourEyes: true })).status).toBe(0);
  const own = keyOf(folder);
  const proposed = await runDesk(['enrol-desk-key', folder, ...as('ada')], ADA);
  expect(proposed.status).toBe(0);
  const proposal = withId.parse(JSON.parse(proposed.stdout)).result.id;
  expect(proposed.stderr).toContain(`proposals.approve '{"id":"${proposal}"}'`);
  expect(keyOf(folder)).toBe(own);
  expect((await call('proposals.approve', { id: proposal }, 'ben', BEN)).status).toBe(0);
  expect(keyOf(folder)).not.toBe(own);
  expect((await runDesk(['verify', folder])).status).toBe(0);
});

it('desk enrol-desk-key is refused to members with 1, and ends with 2 for a training workspace and a folder without a desk', async () => {
  const folder = await founded();
  expect((await runDesk(['enrol-desk-key', folder, ...as('nobody')], ADA)).status).toBe(1);
  expect((await runDesk(['enrol-desk-key', join(newFolder(), 'none'), ...as('ada')], ADA)).status).toBe(2);
  expect((await runDesk(['enrol-desk-key', folder], ADA)).status).toBe(2);
  expect((await runDesk(['enrol-desk-key', folder, 'more', ...as('ada')], ADA)).status).toBe(2);
});
