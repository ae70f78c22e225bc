import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newFolder, play, type Ran, runDesk } from './support.ts';

const ADA = 'ada keeps seven violet herons';
const BOB = 'bob minds eleven copper kettles';
const as = (username: string) => ['--as', username, '--passphrase-fd', '0'];

const GOOD = `apiVersion: countersign/v1
kind: PolicySet
policies:
  - name: production
    conditions: [{ resource: prod-*, account: root }]
    duration: { maxSeconds: 7200 }
    steps: [{ approvers: [{ person: ada }, { group: managers }], required: 1 }]
`;

const people = z.looseObject({
  result: z.looseObject({ items: z.array(z.looseObject({ id: z.string(), username: z.string() })) }),
});

let parent: string;
let desk: string;
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'countersign-cli-policies-'));
  desk = join(parent, 'desk');
  const who = ['--name', 'Night desk', '--full-name', 'Ada Admin', '--email', 'ada@example.test'];
  expect((await runDesk(['found', desk, ...who, ...as('ada')], ADA)).status).toBe(0);
  const bob = { username: 'bob', name: 'Bob', email: 'bob@example.test', role: 'member' };
  for (const [verb, input] of [
    ['people.create', bob],
    ['groups.create', { name: 'managers', memberIds: [] }],
  ] as const)
    expect((await runDesk(['call', desk, verb, JSON.stringify(input), ...as('ada')], ADA)).status).toBe(0);
}, 120_000);
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A file with a text, for the running test. */
function written(text: string | Uint8Array): string {
  const file = join(newFolder(), 'policies.yaml');
  writeFileSync(file, text);
  return file;
}

const policies = (what: string, ...operands: readonly string[]): Promise<Ran> =>
  runDesk(['policies', what, desk, ...operands, ...as('ada')], `${ADA}\n`);

describe('desk policies', () => {
  it('plans and applies a file, exports it, and then has nothing to change', async () => {
    const file = written(GOOD);
    const planned = await policies('plan', file);
    expect(planned).toMatchObject({ status: 0, stderr: '' });
    expect(planned.stdout).toBe(`+ create “production” (line 4)
    name: The name is “production”.
    conditions: It applies to the account “root” on “prod-*”.
    duration.minSeconds: The shortest duration is 1 s.
    duration.maxSeconds: The longest duration is 2 h.
    pendingTtlSeconds: Requests expire after 1 day.
    steps.0: Step 1: 1 approval from Ada Admin (ada) or the group managers.
    distinctApprovers: Each person counts once in a whole request.
    precedence: The precedence is 0.
    requireJustification: A justification is not required.
    requireTicket: A ticket is not required.

1 to create, 0 to update, 0 to archive, 0 to restore, 0 unchanged. Nothing was changed yet.
`);
    const applied = await policies('apply', file);
    expect(applied.status).toBe(0);
    expect(applied.stdout).toMatch(/0 unchanged\. All of it is done\.\n$/);
    const exported = join(newFolder(), 'export.yaml');
    expect(await policies('export', exported)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(exported, 'utf8')).toContain('          - person: ada\n');
    expect((await policies('export')).stdout).toBe(readFileSync(exported, 'utf8'));
    expect(await policies('plan', exported)).toMatchObject({
      status: 0,
      stdout: '0 to create, 0 to update, 0 to archive, 0 to restore, 1 unchanged. Nothing to change.\n',
    });
    const changed = written(readFileSync(exported, 'utf8').replace('maxSeconds: 7200', 'maxSeconds: 3600'));
    expect((await policies('plan', changed)).stdout).toContain(
      '~ update “production” (line 8)\n    duration.maxSeconds: The longest duration changes from 2 h to 1 h.\n',
    );
    expect((await runDesk(['verify', desk])).status).toBe(0);
  });

  it('proposes what a file would change, for another admin to approve', async () => {
    const text = GOOD.replace('production', 'proposed');
    const made = await policies('propose', written(text));
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toMatch(/^Make the policy “proposed”\.\n {4}name: The name is “proposed”\.\n/);
    expect(made.stdout).toMatch(/\nThis is proposal 1\. Nothing was changed yet; another admin has to approve it\.\n$/);
    expect((await policies('plan', written(text))).stdout).toContain('1 to create');
    const { status, stderr } = await policies('propose', written(text.replace('managers', 'owners')));
    expect(status).toBe(1);
    expect(stderr).toContain('input.line 7: ');
  });

  it('refuses a file with problems, by line, and changes nothing', async () => {
    const head = await runDesk(['head', desk]);
    const file = written(GOOD.replace('managers', 'owners').replace('maxSeconds: 7200', 'maxSeconds: soon'));
    for (const what of ['plan', 'apply']) {
      const { status, stdout, stderr } = await policies(what, file);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain('line 6: duration.maxSeconds: This must be a whole number of seconds.');
    }
    const { status, stderr } = await policies('plan', written(GOOD.replace('managers', 'owners')));
    expect([status, stderr]).toEqual([
      1,
      'line 7: There is no group named “owners”.\nThis file can change nothing until that is fixed.\n',
    ]);
    expect((await runDesk(['head', desk])).stdout).toBe(head.stdout);
  });

  it('refuses 50 MB and a file that is not text without asking for anything', async () => {
    for (const [text, message] of [
      [new Uint8Array(50_000_000).fill(97), 'is too large: at most 2,000,000 characters at once.'],
      [new Uint8Array([0x61, 0xff]), 'is not UTF-8 text.'],
    ] as const) {
      const file = written(text);
      expect(await policies('apply', file)).toEqual({ status: 1, stdout: '', stderr: `${file} ${message}\n` });
    }
  });

  it('reads standard input when the passphrase comes from elsewhere', async () => {
    const secret = written(`${ADA}\n`);
    const shell = `exec "$NODE" build/desk.mjs "$@" 7<"$SECRET"`;
    const env = { NODE: process.execPath, SECRET: secret, ELECTRON_RUN_AS_NODE: '1' };
    const args = ['policies', 'plan', desk, '--as', 'ada', '--passphrase-fd', '7'];
    const { status, stdout } = await runDesk(args, GOOD, { command: ['sh', '-c', shell, 'sh'], env });
    expect(status).toBe(0);
    expect(stdout).toMatch(/Nothing (?:to change|was changed yet)\.\n$/);
    expect(await policies('plan')).toMatchObject({ status: 2, stdout: '' });
  });

  it('is for admins; auditors can export; others are refused', async () => {
    const issued = await runDesk(['call', desk, 'people.list', ...as('ada')], ADA);
    const { items } = people.parse(JSON.parse(issued.stdout)).result;
    const id = items.find(({ username }) => username === 'bob')?.id;
    const code = /One-time code: (\S+)/.exec(
      (await runDesk(['call', desk, 'people.issueCode', JSON.stringify({ id }), ...as('ada')], ADA)).stderr,
    )?.[1];
    expect((await runDesk(['enrol', desk, ...as('bob')], `${code}\n${BOB}\n`)).status).toBe(0);
    for (const args of [['export'], ['plan', written(GOOD)]]) {
      const [what = '', ...operands] = args;
      const { status, stderr } = await runDesk(['policies', what, desk, ...operands, ...as('bob')], BOB);
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^This is for admins.* only\.\n$/)]);
    }
  });

  it('has no other forms', async () => {
    const training = newFolder();
    await play([{ note: 'nothing' }], ['--workspace', training]);
    for (const args of [
      ['policies', 'plan'],
      ['policies', 'destroy', desk, ...as('ada')],
      ['policies', 'export', training, ...as('ada')],
      ['policies', 'plan', desk, join(parent, 'missing.yaml'), ...as('ada')],
      ['policies', 'export', desk, join(parent, 'missing', 'out.yaml'), ...as('ada')],
      ['policies', 'plan', desk, 'one', 'two', ...as('ada')],
      ['policies', 'plan', desk, written(GOOD), '--name', 'x', ...as('ada')],
    ])
      expect(await runDesk(args, ADA), args.join(' ')).toMatchObject({ status: 2, stdout: '' });
  });
});
