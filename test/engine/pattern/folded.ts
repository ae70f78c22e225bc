/** NFC, then each character's simple lower case of its simple upper case, if both are single characters. */
export function folded(text: string): string {
  const one = (changed: string, character: string): string => ([...changed].length > 1 ? character : changed);
  const fold = (character: string): string => {
    const upper = one(character.toUpperCase(), character);
    return one(upper.toLowerCase(), upper);
  };
  return [...text.normalize('NFC')].map(fold).join('').normalize('NFC');
}
