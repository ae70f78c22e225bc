/**
 * The one form in which names are compared (docs/rules.md#names-and-patterns): NFC, every character mapped to its simple
 * lower case. A character never becomes two, so a class in a pattern (`[ß]`) keeps meaning one character.
 */
export function fold(text: string): string {
  // Most names are ASCII, where nothing composes and each character has one lower case.
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text.normalize('NFC'), foldCharacter).join('').normalize('NFC');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

// Through upper case, so that characters with the same upper case (σ and ς, k and the Kelvin sign) become equal.
function foldCharacter(character: string): string {
  return one(one(character, 'toUpperCase'), 'toLowerCase');
}

function one(character: string, change: 'toUpperCase' | 'toLowerCase'): string {
  const changed = character[change]();
  return [...changed].length === 1 ? changed : character;
}
