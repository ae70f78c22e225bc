import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealedKey } from '../../../src-main/identity/seal.ts';
import { foundRealDesk, passphraseOf, type RealDesk } from './support.ts';

const path = (desk: RealDesk) => join(desk.directory, 'keys', `${desk.session('ada').keyId}.json`);
const read = (desk: RealDesk) => sealedKey.parse(JSON.parse(readFileSync(path(desk), 'utf8')));
const GIB = 1_048_576;

type Kdf = ReturnType<typeof read>['kdf'];
type Box = ReturnType<typeof read>;

describe('a sealed key whose file asks for', () => {
  it.each<readonly [what: string, change: (kdf: Kdf) => object, sentence: string]>([
    ['more than 1 GiB of memory', (kdf) => ({ ...kdf, memoryKiB: GIB + 1 }), 'more than 1 GiB of memory'],
    ['the whole memory', (kdf) => ({ ...kdf, memoryKiB: 4_294_967_295 }), 'more than 1 GiB of memory'],
    ['more than 10 passes', (kdf) => ({ ...kdf, passes: 11 }), 'more than 10 passes'],
    ['a thousand lanes', (kdf) => ({ ...kdf, lanes: 1_000 }), 'more than 16 lanes'],
    ['next to no memory', (kdf) => ({ ...kdf, memoryKiB: 8 }), 'kdf.memoryKiB'],
    ['no passes', (kdf) => ({ ...kdf, passes: 0 }), 'kdf.passes'],
    ['too short a salt', (kdf) => ({ ...kdf, salt: 'AAAA' }), '8 to 64 bytes'],
    ['a salt of a kilobyte', (kdf) => ({ ...kdf, salt: Buffer.alloc(1_024).toString('base64') }), '8 to 64 bytes'],
    ['another derivation', (kdf) => ({ ...kdf, name: 'scrypt' }), 'kdf.name'],
  ])('%s is refused with a sentence that names the file', async (_, change, sentence) => {
    const desk = await foundRealDesk();
    const box = read(desk);
    writeFileSync(path(desk), JSON.stringify({ ...box, kdf: change(box.kdf) }));
    const refused = await desk.refused('ada', 'session.confirm', { passphrase: passphraseOf('ada') });
    expect(refused).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(refused.message).toContain(`keys/${box.key}.json`);
    expect(refused.message).toContain(sentence);
    expect(desk.logged).toEqual([]);
  });

  it('exactly 1 GiB, 10 passes and 16 lanes is read, and so is the minimum', async () => {
    const desk = await foundRealDesk();
    const box = read(desk);
    for (const kdf of [
      { ...box.kdf, memoryKiB: GIB, passes: 10, lanes: 16 },
      { ...box.kdf, memoryKiB: 8_192, passes: 1, lanes: 1 },
    ])
      expect(sealedKey.safeParse({ ...box, kdf }).success).toBe(true);
  });
});

describe('a sealed key whose file', () => {
  it.each<readonly [what: string, spoil: (desk: RealDesk, box: Box) => void, sentence: string]>([
    [
      'holds the key of another person',
      (desk, box) => {
        const other = '1'.repeat(64);
        writeFileSync(path(desk), JSON.stringify({ ...box, key: other }));
      },
      `It holds another key, ${'1'.repeat(64)}`,
    ],
    ['is no JSON', (desk) => writeFileSync(path(desk), '{'), 'It is not JSON'],
    ['is of another version', (desk, box) => writeFileSync(path(desk), JSON.stringify({ ...box, v: 2 })), 'v: '],
    [
      'has a nonce of no length',
      (desk, box) => writeFileSync(path(desk), JSON.stringify({ ...box, nonce: '' })),
      '12 bytes',
    ],
    [
      'is a folder',
      (desk) => {
        rmSync(path(desk));
        mkdirSync(path(desk));
      },
      'EISDIR',
    ],
  ])('%s is refused with a sentence that names the file', async (_, spoil, sentence) => {
    const desk = await foundRealDesk();
    const box = read(desk);
    spoil(desk, box);
    const refused = await desk.refused('ada', 'session.confirm', { passphrase: passphraseOf('ada') });
    expect(refused).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(refused.message).toContain(`keys/${box.key}.json`);
    expect(refused.message).toContain(sentence);
    expect(desk.logged).toEqual([]);
  });

  it('is missing is refused like a wrong passphrase, and works again with the file', async () => {
    const desk = await foundRealDesk();
    renameSync(path(desk), `${path(desk)}.away`);
    const missing = await desk.refused('x', 'session.signIn', { username: 'ada', passphrase: passphraseOf('ada') });
    expect(missing).toEqual(
      await desk.refused('x', 'session.signIn', { username: 'nobody', passphrase: passphraseOf('ada') }),
    );
    renameSync(`${path(desk)}.away`, path(desk));
    expect(await desk.signIn('ada')).toMatchObject({ ok: true });
  });
});
