import { createScanner } from 'jsonc-parser';
import { t } from '#texts/texts.ts';

/** A field that an object of a JSON text has twice. `line`, from 1, is where it repeats. */
export interface RepeatedField {
  readonly name: string;
  readonly line: number;
}

/**
 * The first field that an object of a JSON text has twice: `JSON.parse` silently takes the last one, a reader may take the first. Null if
 * there is none, or if the text is not JSON.
 */
export function repeatedField(text: string): RepeatedField | null {
  // Not the library's visitor: it is recursive, and a hostile text can be nested deeply.
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

// The library declares its kinds of token as a const enum, which cannot be imported here.
const SyntaxKind = {
  OpenBraceToken: 1,
  CloseBraceToken: 2,
  OpenBracketToken: 3,
  CloseBracketToken: 4,
  ColonToken: 6,
  StringLiteral: 10,
  EOF: 17,
} as const;

/** The sentence about a repeated field. */
export function repeatedFieldText({ name }: RepeatedField): string {
  return t('importing.json.repeated', { name: name.slice(0, 64) });
}
