import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newFolder, play, runDesk, startDesk } from './support.ts';

const ADA = 'ada keeps seven violet herons';
const BOB = 'bob minds eleven copper kettles';

const line = z.union([
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: z.looseObject({ code: z.string(), message: z.string() }) }),
]);

async function desk(args: readonly string[], input = '') {
  const ran = await runDesk(args, input);
  return { ...ran, answer: ran.stdout === '' ? null : line.parse(JSON.parse(ran.stdout)) };
}

const as = (username: string) => ['--as', username, '--passphrase-fd', '0'];

async function founded(): Promise<string> {
  const folder = join(newFolder(), 'desk');
  const who = ['--name', 'Night desk', '--full-name', 'Ada Admin', '--email', 'ada@example.test'];
  const { answer, status } = await desk(['found', folder, ...who, ...as('ada')], `${ADA}\n`);
  expect(answer).toMatchObject({ ok: true, result: { sequence: 2 } });
  expect(status).toBe(0);
  return folder;
}

describe('a real desk from the command line', () => {
  it('is founded, lets a person enrol with a code, and answers each person with their own passphrase', async () => {
    const folder = await founded();
    const person = { username: 'bob', name: 'Bob', email: 'bob@example.test', role: 'member' };
    const created = await desk(['call', folder, 'people.create', JSON.stringify(person), ...as('ada')], ADA);
    const { id } = z.looseObject({ id: z.string() }).parse(created.answer?.ok === true ? created.answer.result : {});
    const issued = await desk(['call', folder, 'people.issueCode', JSON.stringify({ id }), ...as('ada')], ADA);
    const code = /One-time code: (\S+)/.exec(issued.stderr)?.[1] ?? '';
    expect(issued.stdout).not.toContain(code);
    expect(await desk(['enrol', folder, ...as('bob')], `${code}\n${BOB}\n`)).toMatchObject({
      status: 0,
      answer: { ok: true, result: {} },
    });
    const again = await desk(['enrol', folder, ...as('bob')], `${code}\n${BOB}\n`);
    expect(again).toMatchObject({ status: 1, answer: { ok: false, error: { code: 'SIGN_IN_FAILED' } } });
    const forbidden = await desk(['call', folder, 'people.create', JSON.stringify(person), ...as('bob')], BOB);
    expect(forbidden).toMatchObject({ status: 1, answer: { ok: false, error: { code: 'FORBIDDEN' } } });
    expect((await desk(['call', folder, 'requests.list', ...as('bob')], BOB)).status).toBe(0);
    expect((await runDesk(['verify', folder])).status).toBe(0);
  });

  it('changes a passphrase', async () => {
    const folder = await founded();
    const changed = await desk(['passphrase', folder, ...as('ada')], `${ADA}\n${BOB}\n`);
    expect(changed).toMatchObject({ status: 0, answer: { ok: true, result: {} } });
    expect((await desk(['call', folder, 'people.list', ...as('ada')], ADA)).status).toBe(1);
    expect((await desk(['call', folder, 'people.list', ...as('ada')], BOB)).status).toBe(0);
  });

  it('reads the passphrase from any file descriptor', async () => {
    const folder = await founded();
    const secret = join(newFolder(), 'secret');
    writeFileSync(secret, `${ADA}\n`);
    const args = ['call', folder, 'people.list', '--as', 'ada', '--passphrase-fd', '7'];
    const shell = `exec "$NODE" build/desk.mjs "$@" 7<"$SECRET"`;
    const env = { NODE: process.execPath, SECRET: secret, ELECTRON_RUN_AS_NODE: '1' };
    const { status, stdout } = await runDesk(args, '', { command: ['sh', '-c', shell, 'sh'], env });
    expect(line.parse(JSON.parse(stdout))).toMatchObject({ ok: true });
    expect(status).toBe(0);
  });

  it('asks in the terminal, and does not show what is typed', async () => {
    const folder = await founded();
    const command = `exec "$NODE" build/desk.mjs call "$DESK" people.list --as ada`;
    const env = { NODE: process.execPath, DESK: folder, ELECTRON_RUN_AS_NODE: '1' };
    const started = startDesk([], { command: ['script', '-qec', command, '/dev/null'], env });
    started.end(`${ADA}\n`);
    const { status, stdout } = await started.ran;
    expect(stdout).toContain('Passphrase:');
    expect(stdout).toContain('"username":"ada"');
    // The terminal itself echoes input that arrives before the prompt has switched echo off, but the program prints none of it.
    expect(stdout.slice(stdout.indexOf('Passphrase:'))).not.toContain(ADA);
    expect(status).toBe(0);
  });

  it('takes no passphrase from arguments or the environment', async () => {
    const folder = await founded();
    for (const args of [
      ['call', folder, 'people.list', '--as', 'ada', '--passphrase', ADA],
      ['call', folder, 'people.list', '--as', 'ada'],
    ])
      expect(await runDesk(args, '', { env: { PASSPHRASE: ADA, COUNTERSIGN_PASSPHRASE: ADA } })).toMatchObject({
        status: 2,
        stdout: '',
      });
    expect((await runDesk(['call', folder, 'session.signIn', '{}', ...as('ada')], ADA)).status).toBe(2);
    expect((await runDesk(['call', folder, 'people.list', ...as('ada')], `${ADA}\nand more`)).status).toBe(2);
    expect((await runDesk(['call', folder, 'people.list', '--as', 'ada', '--passphrase-fd', 'x'])).status).toBe(2);
    expect((await runDesk(['call', folder, 'people.list', '--passphrase-fd', '0'], ADA)).status).toBe(2);
  });

  it('slows down wrong passphrases across calls', async () => {
    const folder = await founded();
    for (let tries = 1; tries <= 5; tries += 1)
      expect((await desk(['call', folder, 'people.list', ...as('ada')], 'wrong')).answer).toMatchObject({
        error: { code: 'SIGN_IN_FAILED' },
      });
    expect((await desk(['call', folder, 'people.list', ...as('ada')], ADA)).answer).toMatchObject({
      error: { code: 'SIGN_IN_SLOWED' },
    });
  });

  it('plays no scenarios, and a training desk takes no calls with passphrases', async () => {
    const folder = await founded();
    expect(await play([{ note: 'nothing' }], ['--workspace', folder])).toMatchObject({ status: 2, stdout: '' });
    const training = newFolder();
    await play([{ note: 'nothing' }], ['--workspace', training]);
    expect((await runDesk(['call', training, 'people.list', ...as('admin')], ADA)).status).toBe(2);
    expect((await runDesk(['enrol', training, ...as('admin')], `x\n${ADA}`)).status).toBe(2);
  });

  it('is not founded where there is a desk, where nothing can be stored, or with a weak passphrase', async () => {
    const folder = await founded();
    const who = ['--name', 'Other', '--full-name', 'Eve', '--email', 'eve@example.test', ...as('eve')];
    expect(await desk(['found', folder, ...who], BOB)).toMatchObject({
      status: 1,
      answer: { ok: false, error: { code: 'INVALID_INPUT', fields: { directory: expect.any(String) } } },
    });
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect((await desk(['found', join(file, 'desk'), ...who], BOB)).status).toBe(1);
    const weak = await desk(['found', join(newFolder(), 'desk'), ...who], 'password1234');
    expect(weak.answer).toMatchObject({ error: { code: 'INVALID_INPUT', fields: { passphrase: expect.any(String) } } });
    expect((await runDesk(['found', join(newFolder(), 'desk'), '--name', 'x', ...as('eve')], BOB)).status).toBe(2);
  });

  it('says that the keys are missing when only the database was copied', async () => {
    const folder = await founded();
    const copy = join(newFolder(), 'copy');
    mkdirSync(copy);
    writeFileSync(join(copy, 'workspace.sqlite'), readFileSync(join(folder, 'workspace.sqlite')));
    expect((await runDesk(['verify', copy])).status).toBe(0);
    expect((await desk(['call', copy, 'people.list', ...as('ada')], ADA)).answer).toMatchObject({
      error: { code: 'SIGN_IN_FAILED' },
    });
  });
});

it('is described by --help', async () => {
  const { stdout } = await runDesk(['--help']);
  for (const command of ['found', 'enrol', 'call', 'passphrase', 'play', 'verify'])
    expect(stdout).toContain(`desk ${command}`);
});
