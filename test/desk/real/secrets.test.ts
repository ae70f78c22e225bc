import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { keyPairOfCode } from '../../../src-main/identity/code.ts';
import { sealedKey, unseal } from '../../../src-main/identity/seal.ts';
import { answers } from '../shapes/answers.ts';
import { sessionShape } from '../shapes/session.ts';
import { foundRealDesk, passphraseOf, type RealDesk } from './support.ts';

const NEW = 'seventy slow comets hum quietly';
const WRONG = 'a wrong but telling passphrase';

/** Everything on disk except the key files, which contain keys on purpose. */
function onDisk(directory: string): { name: string; bytes: Buffer }[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(directory, name)).isFile())
    .map((name) => ({ name, bytes: readFileSync(join(directory, name)) }));
}

/** The forms in which a secret could have been written down. */
function formsOf(secret: Uint8Array | string): Buffer[] {
  const bytes = Buffer.from(secret);
  const texts = [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  return [bytes, ...texts.map((text) => Buffer.from(text))];
}

function expectNowhere(desk: RealDesk, what: string, secret: Uint8Array | string, allowed: readonly string[] = []) {
  const files = onDisk(desk.directory).filter(({ name }) => !allowed.includes(name));
  expect(files.length).toBeGreaterThan(1);
  for (const form of formsOf(secret)) {
    for (const { name, bytes } of files) expect(bytes.includes(form), `${what} in ${name}`).toBe(false);
    for (const text of [...desk.answered, ...desk.logged])
      expect(Buffer.from(text).includes(form), `${what} in ${text.slice(0, 300)}`).toBe(false);
  }
}

it('no passphrase, private key or code is in the database, the keys, an answer, an error or the log', async () => {
  const desk = await foundRealDesk();
  const kit = desk.onPrintedPage('Recovery code');
  const { id, code } = await desk.invite('bob');
  const enrolment = { username: 'bob', code, passphrase: passphraseOf('bob') };
  await desk.refused('bob', 'session.enrol', { ...enrolment, passphrase: 'bob bob bob' });
  await desk.ok('bob', 'session.enrol', enrolment);
  await desk.refused('x', 'session.signIn', { username: 'bob', passphrase: WRONG });
  // A person types the passphrase into the wrong field.
  await desk.refused('x', 'session.signIn', { username: passphraseOf('bob'), passphrase: 'bob' });
  await desk.ok('bob', 'session.changePassphrase', { passphrase: passphraseOf('bob'), newPassphrase: NEW });
  await desk.ok('bob', 'session.confirm', { passphrase: NEW });
  await desk.ok('bob', 'session.strength', { passphrase: NEW });
  const reset = await desk.issueCode(id);
  await desk.ok('ada', 'session.issueKit');
  const newKit = desk.onPrintedPage('Recovery code');
  await desk.ok('ada', 'session.recover', { username: 'ada', code: newKit, passphrase: NEW });

  for (const passphrase of [passphraseOf('ada'), passphraseOf('bob'), NEW, WRONG])
    expectNowhere(desk, `the passphrase “${passphrase}”`, passphrase);
  const { workspace } = sessionShape.parse(await desk.ok('ada', 'session.get'));
  for (const [purpose, paper] of [
    ['recovery', kit],
    ['recovery', newKit],
    ['enrolment', code],
    ['enrolment', reset],
  ] as const) {
    expectNowhere(desk, `the code ${paper}`, paper);
    expectNowhere(desk, `the code ${paper}`, paper.replaceAll('-', ''));
    const pair = keyPairOfCode(purpose, workspace.fingerprint, paper);
    if (!pair) throw new Error('A code can be read.');
    expectNowhere(desk, 'the private key of a code', pair.privateKey.slice(-32));
  }
  for (const { name, bytes } of onDisk(join(desk.directory, 'keys'))) {
    if (name === 'desk.json' || name === 'sign-in.json') continue;
    const box = sealedKey.parse(JSON.parse(bytes.toString('utf8')));
    const passphrases = [passphraseOf('ada'), NEW];
    const opened = await Promise.all(passphrases.map((passphrase) => unseal(box, passphrase)));
    const privateKey = opened.find((found) => found !== null);
    if (!privateKey) throw new Error(`None of the passphrases opens ${name}.`);
    expectNowhere(desk, 'a private key', privateKey.subarray(-32));
  }
  const deskKey: unknown = JSON.parse(desk.keyFile('desk.json'));
  const text = typeof deskKey === 'object' && deskKey !== null && 'privateKey' in deskKey ? deskKey.privateKey : '';
  expectNowhere(desk, 'the desk’s own key', Buffer.from(String(text), 'base64').subarray(-32), ['keys/desk.json']);
  const { secret } = z.looseObject({ secret: z.string() }).parse(JSON.parse(desk.keyFile('sign-in.json')));
  expectNowhere(desk, 'the secret of failed tries', Buffer.from(secret, 'base64'), ['keys/sign-in.json']);
  expect(desk.logged).toEqual([]);
  expect(answers.ledger.verify.parse(await desk.ok('ada', 'ledger.verify'))).toMatchObject({ ok: true });
});

it('finds a planted secret, so the search works', async () => {
  const desk = await foundRealDesk();
  await desk.ok('ada', 'people.create', {
    username: 'planted',
    name: passphraseOf('ada'),
    email: 'x@example.test',
    role: 'member',
  });
  expect(() => expectNowhere(desk, 'a passphrase', passphraseOf('ada'))).toThrow();
});
