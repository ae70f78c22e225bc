/** NFC; every character becomes its simple lower case by way of its simple upper case, if those are one character. */
export function folded(text: string): string {
  const one = (changed: string, character: string): string => ([...changed].length > 1 ? character : changed);
  const fold = (character: string): string => {
    const upper = one(character.toUpperCase(), character);
    return one(upper.toLowerCase(), upper);
  };
  return [...text.normalize('NFC')].map(fold).join('').normalize('NFC');
}
