import { parseTree } from 'jsonc-parser';
import { type SavedHead, savedHead } from '#contract/ledger.ts';

/** The saved head in a chosen file; or, in a sentence, why there is none. */
export type HeadFile =
  | { readonly ok: true; readonly head: SavedHead }
  | { readonly ok: false; readonly problem: string };

// A head has some 250 bytes; whatever is much larger is another file.
const MOST_BYTES = 10_000;

const fields: Readonly<Record<string, string>> = {
  desk: 'the fingerprint of the desk',
  sequence: 'the number of the event',
  hash: 'the hash of the event',
  at: 'the time of the event',
};

/** Reads a head that was saved earlier. */
export async function readHead(file: File): Promise<HeadFile> {
  const no = (why: string): HeadFile => ({
    ok: false,
    problem: `${file.name} is no saved head of a ledger: ${why} Choose the file that “Save the head…” has written.`,
  });
  if (file.size > MOST_BYTES) return no('it is much too large.');
  const text = await file.text();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return no('it is no JSON.');
  }
  const parsed = savedHead.safeParse(data);
  if (parsed.success) {
    const twice = repeatedField(text);
    return twice === null ? { ok: true, head: parsed.data } : no(`${twice} is in it twice.`);
  }
  const field = fields[String(parsed.error.issues[0]?.path[0])];
  return no(field === undefined ? 'it holds something else.' : `${field} in it is wrong or missing.`);
}

// `JSON.parse` takes the last of two equal fields without a word. No value of a head holds a bracket, so a second one is in a value that
// a later field replaced; such a text may be deep, and the parser calls itself.
function repeatedField(text: string): string | null {
  if (text.split(/[{[]/u).length > 2) return 'a field';
  const names = parseTree(text)?.children?.map(({ children }) => String(children?.[0]?.value)) ?? [];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : (fields[twice] ?? 'a field');
}
