import { t } from '#texts/texts.ts';
/** The text of a chosen file; or, in a sentence, why it is none. */
export type FileText =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Most bytes that a character takes. */
const BYTES_OF_CHARACTER = 4;

/** Reads a chosen file as UTF-8, if it can have so many characters at most. */
export async function readFile(file: File, mostCharacters: number): Promise<FileText> {
  if (file.size > mostCharacters * BYTES_OF_CHARACTER)
    return {
      ok: false,
      problem: t('ui.import.tooLarge', { file: file.name, most: mostCharacters }),
    };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { ok: true, name: file.name, text };
  } catch {
    return {
      ok: false,
      problem: t('ui.import.notText', { file: file.name }),
    };
  }
}
