/**
 * Encodings of public keys that prove nothing, or that are not canonical.
 *
 * Ed25519 has a cofactor of 8, so there are eight points of small order. Their encodings, and those with y not reduced or with a sign that x = 0
 * cannot have, are the list that libsodium refuses (`ge25519_has_small_order`, which ignores the sign bit: here each stands with both). RFC 8032,
 * section 5.1.3, says what a decoder refuses: y of p or more, and x = 0 with the sign bit.
 */
export const smallOrder: Readonly<Record<string, string>> = {
  'order 1: y = 1': '0100000000000000000000000000000000000000000000000000000000000000',
  'order 2: y = -1': 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'order 4: y = 0': '0000000000000000000000000000000000000000000000000000000000000000',
  'order 4: y = 0, other sign': '0000000000000000000000000000000000000000000000000000000000000080',
  'order 8, first': '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'order 8, first, other sign': '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'order 8, second': 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'order 8, second, other sign': 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
};

/** The other encodings of those points: none is canonical. */
export const smallOrderWrittenOtherwise: Readonly<Record<string, string>> = {
  'y = 1, with the sign of no x': '0100000000000000000000000000000000000000000000000000000000000080',
  'y = -1, with the sign of no x': 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'y = p': 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'y = p, other sign': 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'y = p + 1': 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'y = p + 1, other sign': 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
};

/** Every y from p + 2 to 2^255 - 1, with both signs: of large order where it is a point at all, and never canonical. */
export const notReduced: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 17 }, (_, index) => index + 2).flatMap((more) =>
    ['7f', 'ff'].map((last) => [`y = p + ${more}, ${last}`, `${(0xed + more).toString(16)}${'ff'.repeat(30)}${last}`]),
  ),
);

/** Bytes that encode no point. */
export const noPoint: Readonly<Record<string, string>> = {
  'y = 2': '0200000000000000000000000000000000000000000000000000000000000000',
};

/** All of them, by name. */
export const weakKeys: readonly (readonly [name: string, hex: string])[] = Object.entries({
  ...smallOrder,
  ...smallOrderWrittenOtherwise,
  ...notReduced,
  ...noPoint,
});
