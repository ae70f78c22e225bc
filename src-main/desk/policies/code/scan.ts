import { CST, Lexer } from 'yaml';
import type { PolicySetProblem } from '#contract/policySet.ts';
import { t } from '#texts/texts.ts';

/** How deeply brackets can be nested, and how many lists and maps one line can begin. */
const DEEPEST = 16;

/**
 * Most tokens (values, keys, items, lines) of one text. Each costs the parser some ten microseconds; the largest file that can be imported
 * has some 300,000.
 */
const MOST_PIECES = 400_000;

/**
 * Finds constructs that no policy set has before the text is parsed: a hostile text could then take much time and memory. Answers the first
 * problem.
 */
export function scan(text: string): PolicySetProblem | null {
  const unreadable = text.indexOf('\uFFFD');
  if (unreadable >= 0) return { line: lineAt(text, unreadable), message: t('policyFile.yaml.unreadable') };
  let offset = 0;
  const scanner = new Scanner();
  for (const source of new Lexer().lex(text)) {
    const message = scanner.take(CST.tokenType(source), source);
    if (message !== null) return { line: lineAt(text, offset), message };
    if (!INVISIBLE.has(source)) offset += source.length;
  }
  return null;
}

// Marks that the lexer puts between tokens.
const INVISIBLE: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

// The mark before a plain value does not count as a token.
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
    if (this.#pieces > MOST_PIECES) return t('policyFile.yaml.tooMuch');
    // A # right after a value was probably part of it: a real comment has a blank after its #, or its own line.
    if (type === 'comment' && this.#valueBefore && /^#[^#\s]/.test(source)) return t('policyFile.yaml.glued');
    if (type !== 'space' && type !== null)
      this.#valueBefore = type === 'scalar' || (this.#valueBefore && type === 'comment');
    switch (type) {
      case 'anchor':
        return t('policyFile.yaml.anchor');
      case 'alias':
        return t('policyFile.yaml.alias');
      case 'tag':
        return t('policyFile.yaml.tag');
      case 'directive-line':
        return t('policyFile.yaml.directive');
      case 'doc-start':
        this.#documents += 1;
        return this.#documents > 1 || this.#ended ? t('policyFile.yaml.document') : null;
      case 'doc-end':
        this.#ended = true;
        return null;
      case 'flow-map-start':
      case 'flow-seq-start':
        this.#brackets += 1;
        return this.#brackets > DEEPEST ? t('policyFile.yaml.deep') : null;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.#brackets -= 1;
        return this.#brackets < 0 ? t('policyFile.yaml.closed') : null;
      case 'explicit-key-ind':
        return t('policyFile.yaml.complexKey');
      case 'seq-item-ind':
      case 'map-value-ind':
        if (this.#brackets === 0) this.#dashes += 1;
        return this.#dashes > DEEPEST ? t('policyFile.yaml.deep') : null;
      case 'double-quoted-scalar':
      case 'single-quoted-scalar':
        return source.length > 1 && source.endsWith(source.charAt(0)) ? null : t('policyFile.yaml.unended');
      case 'newline':
        this.#dashes = 0;
        return null;
      default:
        return null;
    }
  }
}
