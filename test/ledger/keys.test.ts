import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeKeyPair, openKey } from '../../src-main/identity/keypair.ts';
import { sha256 } from '../../src-main/ledger/canonical.ts';
import { importPublicKey, keyId, publicKeyOf, signatureHolds, whyProvesNothing } from '../../src-main/ledger/keys.ts';

// RFC 8032, section 7.1: secret key, public key, message, signature.
const vectors = [
  [
    'test 1',
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    'test 2',
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'test 3',
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
  [
    'test SHA(abc)',
    '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  ],
] as const;

const hex = (text: string) => Buffer.from(text, 'hex');

describe.each(vectors)('RFC 8032, %s', (_, secret, publicHex, message, signature) => {
  const pair = makeKeyPair(() => hex(secret));
  const written = hex(publicHex).toString('base64url');

  it('makes the public key, and its id', () => {
    expect(pair.signer.key).toEqual({ publicKey: written, id: sha256(hex(publicHex)).toString('hex') });
  });

  it('signs the message, also with the key as stored', () => {
    expect(Buffer.from(pair.signer.sign(hex(message))).toString('hex')).toBe(signature);
    const opened = openKey(pair.privateKey);
    expect(opened?.key).toEqual(pair.signer.key);
    expect(Buffer.from(opened?.sign(hex(message)) ?? []).toString('hex')).toBe(signature);
  });

  it('accepts that signature and no other', () => {
    const key = importPublicKey(written);
    if (!key) throw new Error('The key was not imported.');
    expect(signatureHolds(key, hex(message), hex(signature))).toBe(true);
    for (const position of [0, 31, 32, 63]) {
      const other = hex(signature);
      other.writeUInt8(other.readUInt8(position) ^ 1, position);
      expect(signatureHolds(key, hex(message), other)).toBe(false);
    }
    expect(signatureHolds(key, hex(`${message}00`), hex(signature))).toBe(false);
    expect(signatureHolds(key, hex(message), hex(signature).subarray(0, 63))).toBe(false);
  });
});

describe('an invalid key', () => {
  const { publicKey } = makeKeyPair().signer.key;

  it.each(['', 'AAAA', `${publicKey}A`, publicKey.slice(1), '!'.repeat(43)])('%j cannot be imported', (text) => {
    expect(importPublicKey(text)).toBeNull();
    expect(whyProvesNothing(text)).toBe('form');
  });

  it('a secret that is no key pair has no public key', () => {
    expect(() => publicKeyOf(createSecretKey(Buffer.alloc(32)))).toThrow('This is not an Ed25519 key.');
  });

  it('another encoding of the same bytes is refused', () => {
    // 43 digits carry two bits more than 32 bytes have; they must be zero.
    const sloppy = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((digit) => publicKey.slice(0, 42) + digit)
      .filter((text) => text !== publicKey && keyId(text) === keyId(publicKey));
    expect(sloppy).toHaveLength(3);
    for (const text of sloppy) expect(importPublicKey(text)).toBeNull();
  });

  it('a private key that is cut short or changed in its frame does not open', () => {
    const { privateKey } = makeKeyPair();
    expect(openKey(privateKey.subarray(0, 47))).toBeNull();
    expect(openKey(new Uint8Array())).toBeNull();
    const changed = Buffer.from(privateKey);
    changed.writeUInt8(0x71, 11);
    expect(openKey(changed)).toBeNull();
  });

  it('two random keys differ', () => {
    expect(makeKeyPair().signer.key.id).not.toBe(makeKeyPair().signer.key.id);
  });
});
