/** The results that lines saved, by name. */
export type Saved = ReadonlyMap<string, unknown>;

export type Resolved =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly path: string; readonly reference: string };

const REFERENCE = /^\$([A-Za-z_][A-Za-z0-9_-]*)((?:\.[A-Za-z0-9_-]+)*)$/;
/** No input of the contract is nested so deeply; deeper values are passed on unchanged, and refused as junk. */
const MAX_DEPTH = 32;

/**
 * Replaces every string that is exactly `$name` or `$name.path.0.to.field` by what was saved. The first reference to something that was
 * never saved is answered with the place where it stands.
 */
export function resolveReferences(value: unknown, saved: Saved, path = '', depth = 0): Resolved {
  if (typeof value === 'string') return resolveString(value, saved, path);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return { ok: true, value };
  const entries: [string, unknown][] = [];
  for (const [key, member] of Object.entries(value)) {
    const resolved = resolveReferences(member, saved, path === '' ? key : `${path}.${key}`, depth + 1);
    if (!resolved.ok) return resolved;
    entries.push([key, resolved.value]);
  }
  return { ok: true, value: Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries) };
}

function resolveString(value: string, saved: Saved, path: string): Resolved {
  const [, name, rest = ''] = REFERENCE.exec(value) ?? [];
  if (name === undefined) return { ok: true, value };
  let found = saved.get(name);
  for (const key of rest.split('.').slice(1))
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? new Map<string, unknown>(Object.entries(found)).get(key)
        : undefined;
  return found === undefined ? { ok: false, path, reference: value } : { ok: true, value: found };
}
