import { CST, Lexer } from 'yaml';
import type { PolicySetProblem } from '#contract/policySet.ts';

/** How deep brackets can be in one another, and how many lists and maps one line can begin. */
const DEEPEST = 16;

/**
 * Most pieces (values, keys, items, lines) of one text. Each takes the parser some ten microseconds, whatever it is worth; the largest file
 * that can be imported has some 300,000.
 */
const MOST_PIECES = 400_000;

const ANCHOR = 'There is an anchor here. Anchors and aliases are not read; write out what is meant.';
const ALIAS = 'There is an alias here. Anchors and aliases are not read; write out what is meant.';
const TAG = 'There is a tag here. Tags are not read; leave it out.';
const DIRECTIVE = 'There is a directive here. Directives are not read; leave it out.';
const DOCUMENT = 'Another document begins here. A file holds one.';
const DEEP = 'Lists and maps are in one another too deeply here.';
const COMPLEX = 'The name of a field must be a text; “?” begins another kind.';
const MANY = 'This and what follows is too much for one file. Import it in several.';
const CLOSED = 'A bracket ends here that none began.';
const UNENDED = 'A quotation mark begins a value here, and none ends it.';
const GLUED =
  'A # after a blank begins a comment here, so what follows it is no part of the value. Put the whole value in quotation marks, or a blank after the #.';
const UNREADABLE = 'A character of this could not be read. Save the file as UTF-8.';

/**
 * Looks for what no policy set has, before any of it is put together: a hostile text can take a great deal of time and memory then. Answers
 * the first problem.
 */
export function scan(text: string): PolicySetProblem | null {
  const unreadable = text.indexOf('\uFFFD');
  if (unreadable >= 0) return { line: lineAt(text, unreadable), message: UNREADABLE };
  let offset = 0;
  const scanner = new Scanner();
  for (const source of new Lexer().lex(text)) {
    const message = scanner.take(CST.tokenType(source), source);
    if (message !== null) return { line: lineAt(text, offset), message };
    if (!INVISIBLE.has(source)) offset += source.length;
  }
  return null;
}

// Marks that the lexer puts between the pieces of the text.
const INVISIBLE: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

// The mark before a plain value is no piece of its own.
const NO_PIECES: ReadonlySet<ReturnType<typeof CST.tokenType>> = new Set(['space', 'comment', 'scalar'] as const);

/** Follows the tokens of a document, and says what is wrong with one. */
class Scanner {
  #brackets = 0;
  #dashes = 0;
  #documents = 0;
  #ended = false;
  #pieces = 0;
  #valueBefore = false;

  take(type: ReturnType<typeof CST.tokenType>, source: string): string | null {
    if (!NO_PIECES.has(type)) this.#pieces += 1;
    if (this.#pieces > MOST_PIECES) return MANY;
    // After a value; a comment that is meant as one has a blank after its #, or stands in a line of its own.
    if (type === 'comment' && this.#valueBefore && /^#[^#\s]/.test(source)) return GLUED;
    if (type !== 'space' && type !== null)
      this.#valueBefore = type === 'scalar' || (this.#valueBefore && type === 'comment');
    switch (type) {
      case 'anchor':
        return ANCHOR;
      case 'alias':
        return ALIAS;
      case 'tag':
        return TAG;
      case 'directive-line':
        return DIRECTIVE;
      case 'doc-start':
        this.#documents += 1;
        return this.#documents > 1 || this.#ended ? DOCUMENT : null;
      case 'doc-end':
        this.#ended = true;
        return null;
      case 'flow-map-start':
      case 'flow-seq-start':
        this.#brackets += 1;
        return this.#brackets > DEEPEST ? DEEP : null;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.#brackets -= 1;
        return this.#brackets < 0 ? CLOSED : null;
      case 'explicit-key-ind':
        return COMPLEX;
      case 'seq-item-ind':
      case 'map-value-ind':
        if (this.#brackets === 0) this.#dashes += 1;
        return this.#dashes > DEEPEST ? DEEP : null;
      case 'double-quoted-scalar':
      case 'single-quoted-scalar':
        return source.length > 1 && source.endsWith(source.charAt(0)) ? null : UNENDED;
      case 'newline':
        this.#dashes = 0;
        return null;
      default:
        return null;
    }
  }
}
