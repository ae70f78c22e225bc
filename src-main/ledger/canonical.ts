import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

// Half of a surrogate pair, as JSON.stringify escapes it. An even number of backslashes before it are text of their own.
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/**
 * The canonical form of a JSON value (RFC 8785). Throws for what it cannot say (NaN, half a surrogate pair); contract-checked data never
 * is that.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined || (text.includes('\\ud') && LONE_SURROGATE.test(text)))
    throw new TypeError('This value has no canonical form.');
  return text;
}

/** SHA-256 of bytes: 32 bytes. */
export function sha256(bytes: Uint8Array | string): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** What a JSON text says, for a schema to look at; undefined, which no JSON says, when it is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
