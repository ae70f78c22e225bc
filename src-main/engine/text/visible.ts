/**
 * A text with each character that nobody sees, or that turns or hides others, as its code point: `a⟨U+202E⟩b`. For texts that somebody must be
 * able to trust as they read them, wherever they come from. Line breaks and tabs are blanks.
 */
export function visible(text: string): string {
  return text
    .replace(/[\r\n\t]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, mark);
}

const mark = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
