import { MAX_IMPORT_CHARACTERS } from '../../../src-preload/contract/people.ts';

/** The text of a chosen file; or, in a sentence, why it is none. */
export type FileText =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly problem: string };

// A character takes at most four bytes.
const MOST_BYTES = MAX_IMPORT_CHARACTERS * 4;

/** Reads a chosen file as UTF-8. */
export async function readCsv(file: File): Promise<FileText> {
  if (file.size > MOST_BYTES)
    return { ok: false, problem: `${file.name} is too large: at most 2,000,000 characters at once. Split it.` };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { ok: true, name: file.name, text };
  } catch {
    return {
      ok: false,
      problem: `${file.name} is no UTF-8 text. Save it again as “CSV UTF-8”, and choose it once more.`,
    };
  }
}
