import { createScanner } from 'jsonc-parser';

/** A field that an object of a JSON text has twice, and the line, from 1, in which it comes again. */
export interface RepeatedField {
  readonly name: string;
  readonly line: number;
}

/**
 * The first field that an object of a JSON text has twice. `JSON.parse` takes the last one without a word, and whoever reads the text may
 * take the first. Null when there is none, and where the text is no JSON, which whoever parses it finds.
 */
export function repeatedField(text: string): RepeatedField | null {
  // Not the library's visitor, which calls itself for what is inside of something: a hostile text is deep.
  const scanner = createScanner(text, true);
  const open: (Set<string> | null)[] = [];
  let before: RepeatedField | null = null;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EOF; kind = scanner.scan()) {
    const names = open.at(-1);
    if (kind === SyntaxKind.OpenBraceToken) open.push(new Set());
    else if (kind === SyntaxKind.OpenBracketToken) open.push(null);
    else if (kind === SyntaxKind.CloseBraceToken || kind === SyntaxKind.CloseBracketToken) open.pop();
    else if (kind === SyntaxKind.ColonToken && before && names) {
      if (names.has(before.name)) return before;
      names.add(before.name);
    }
    before =
      kind === SyntaxKind.StringLiteral
        ? { name: scanner.getTokenValue(), line: scanner.getTokenStartLine() + 1 }
        : null;
  }
  return null;
}

// The scanner's kinds of token, which the library declares as a const enum.
const SyntaxKind = {
  OpenBraceToken: 1,
  CloseBraceToken: 2,
  OpenBracketToken: 3,
  CloseBracketToken: 4,
  ColonToken: 6,
  StringLiteral: 10,
  EOF: 17,
} as const;

/** Says that a field is there twice. */
export function sayRepeated({ name }: RepeatedField): string {
  return `“${name.slice(0, 64)}” is there twice in one object. Keep the one that is meant.`;
}
