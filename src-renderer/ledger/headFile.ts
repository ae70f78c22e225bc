import { parseTree } from 'jsonc-parser';
import { type SavedHead, savedHead } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';

/** The saved head in a chosen file, or a sentence why it holds none. */
export type HeadFile =
  | { readonly ok: true; readonly head: SavedHead }
  | { readonly ok: false; readonly problem: string };

// A head has some 250 bytes; a file that is much larger is another one.
const MOST_BYTES = 10_000;

const fields = ['desk', 'sequence', 'hash', 'at'] as const;
const fieldNamed = (name: string) => fields.find((field) => field === name);

/** Reads a head that was saved earlier. */
export async function readHead(file: File): Promise<HeadFile> {
  const refuse = (why: string): HeadFile => ({
    ok: false,
    problem: t('ledger.headFile.notAHead', { file: file.name, why }),
  });
  if (file.size > MOST_BYTES) return refuse(t('ledger.headFile.tooLarge'));
  const text = await file.text();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return refuse(t('ledger.headFile.notJson'));
  }
  const parsed = savedHead.safeParse(data);
  if (parsed.success) {
    const twice = repeatedField(text);
    return twice === null ? { ok: true, head: parsed.data } : refuse(twice);
  }
  const field = fieldNamed(String(parsed.error.issues[0]?.path[0]));
  return refuse(
    field === undefined
      ? t('ledger.headFile.other')
      : t('ledger.headFile.wrong', { field: t(`ledger.headFile.field.${field}`) }),
  );
}

// `JSON.parse` takes the last of two equal fields without a word. No value of a head holds a bracket, so a second one is in a value that
// a later field replaced; such a text may be deep, and the parser calls itself.
function repeatedField(text: string): string | null {
  if (text.split(/[{[]/u).length > 2) return t('ledger.headFile.repeatedField');
  const names = parseTree(text)?.children?.map(({ children }) => String(children?.[0]?.value)) ?? [];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return null;
  const field = fieldNamed(twice);
  return field === undefined
    ? t('ledger.headFile.repeatedField')
    : t('ledger.headFile.repeated', { field: t(`ledger.headFile.field.${field}`) });
}
