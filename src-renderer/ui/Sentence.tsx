import { cloneElement, Fragment, type ReactElement, type ReactNode } from 'react';
import type { TagsOf, TextKey, ValuesOf } from '#texts/catalogue.ts';
import { textWithTags } from '#texts/texts.ts';

type Props<Key extends TextKey> = {
  /** The key of the text. */
  readonly text: Key;
  /** What each tag of the text is: `parts={{ b: <b /> }}` for `'<b>{{name}}</b> left.'`. */
  readonly parts: Readonly<Record<TagsOf<Key>, ReactElement>>;
} & ([keyof ValuesOf<Key>] extends [never] ? { readonly values?: undefined } : { readonly values: ValuesOf<Key> });

/** A text with elements in it. Values are shown as they are, whatever they look like. */
export function Sentence<const Key extends TextKey>({ text, parts, values }: Props<Key>) {
  return inElements(textWithTags(text, values ?? {}), parts);
}

// Not by the library's Trans (react-i18next 18): it looks for `{{name}}` in what people typed, too.
function inElements(pieces: ReturnType<typeof textWithTags>, parts: Readonly<Record<string, ReactElement>>): ReactNode {
  return pieces.map((piece, index) => {
    if (typeof piece === 'string') return piece;
    const inside = inElements(piece.inside, parts);
    const element = parts[piece.tag];
    // The pieces of a sentence never change places.
    const key = `${piece.tag}${index}`;
    if (!element) return <Fragment key={key}>{inside}</Fragment>;
    // `<time/>` keeps the children that it was given.
    return piece.inside.length === 0 ? cloneElement(element, { key }) : cloneElement(element, { key }, inside);
  });
}
