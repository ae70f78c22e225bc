import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import type { PolicySetProblem } from '#contract/policySet.ts';
import { scan } from './scan.ts';

/** A value of a YAML document and the lines, from 1, in which it and everything inside of it stands. */
export interface LinedValue {
  readonly value: unknown;
  /** The line of what is at a path, or of what is nearest around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

export type ReadYaml =
  | ({ readonly ok: true } & LinedValue)
  | { readonly ok: false; readonly problems: readonly PolicySetProblem[] };

/** Where a value stands, and what is in it by key or place. */
interface SourcePosition {
  readonly line: number;
  readonly inside: ReadonlyMap<string, SourcePosition>;
}

/** How deep lists and maps can be in one another; a policy needs six. */
const DEEPEST = 16;
const MOST_PROBLEMS = 10;
const MOST_OF_MESSAGE = 200;

/**
 * Reads one YAML 1.2 document of plain values: without anchors, aliases, tags and directives, which have no use here and can make a small text
 * a large one. Keys are texts and do not repeat.
 */
export function readYaml(text: string): ReadYaml {
  const problem = scan(text);
  if (problem) return { ok: false, problems: [withQuotes(problem, text)] };
  const lines = new LineCounter();
  // The library looks for repeated keys in a time that grows with the square of their number.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    return {
      ok: false,
      problems: faults
        .slice(0, MOST_PROBLEMS)
        .map((fault) => withQuotes({ line: lineAt(fault.pos[0]), message: wordsFor(fault) }, text)),
    };
  const reader = new Reader(lineAt);
  const { value, place } = reader.read(document.contents, 1, 0);
  if (reader.problems.length > 0)
    return { ok: false, problems: reader.problems.slice(0, MOST_PROBLEMS).map((one) => withQuotes(one, text)) };
  return { ok: true, value, lineOf: (path) => lineIn(place, path) };
}

// A text that begins with what means something to YAML, after the name of a field.
const SPECIAL_BEGINNING = /^[\s-]*(?:resource|account|name|description|person|group):\s+([*&!%@`[{|>].*?)\s*$/;

// The same inside of braces, where a comma or a brace ends the text.
const SPECIAL_IN_BRACES = /[{,]\s*(?:resource|account|name|description|person|group):\s+([*&!%@`|>][^\s,{}[\]]*)/;

// Says how a text is written that YAML takes for something else.
function withQuotes({ line, message }: PolicySetProblem, text: string): PolicySetProblem {
  const written = text.split(/\r\n?|\n/)[line - 1] ?? '';
  const [, value] = SPECIAL_BEGINNING.exec(written) ?? SPECIAL_IN_BRACES.exec(written) ?? [];
  if (value === undefined || value.length > MOST_OF_MESSAGE) return { line, message };
  return {
    line,
    message: `${message} If this is meant as a text, put it in quotation marks: '${value.replaceAll("'", "''")}'.`,
  };
}

function lineIn(place: SourcePosition, path: readonly PropertyKey[]): number {
  let nearest = place;
  for (const key of path) {
    const inside = nearest.inside.get(String(key));
    if (!inside) break;
    nearest = inside;
  }
  return nearest.line;
}

const NOTHING: ReadonlyMap<string, SourcePosition> = new Map();

class Reader {
  readonly problems: PolicySetProblem[] = [];
  readonly #lineAt: (offset: number) => number;

  constructor(lineAt: (offset: number) => number) {
    this.#lineAt = lineAt;
  }

  /** `line` is where something stands of which the document holds nothing. */
  read(node: Node | null, line: number, depth: number): { readonly value: unknown; readonly place: SourcePosition } {
    if (depth > DEEPEST) {
      this.problems.push({ line, message: 'Lists and maps are in one another too deeply here.' });
      return { value: null, place: { line, inside: NOTHING } };
    }
    if (isMap(node)) return this.#readMap(node.items, line, depth);
    if (isSeq(node)) return this.#readList(node.items, line, depth);
    return { value: isScalar(node) ? node.value : null, place: { line, inside: NOTHING } };
  }

  // What was left empty by mistake must not mean what leaving the field out means. Who means nothing writes null.
  #noteEmpty(name: string, value: unknown, line: number): void {
    const isEmpty = value === null || (isScalar(value) && value.value === null && value.source === '');
    if (!isEmpty) return;
    const message = `“${name.slice(0, 64)}” is there and empty. Write what it is to be, in quotation marks if it begins with #, or leave the field out.`;
    this.problems.push({ line, message });
  }

  #readMap(items: readonly { readonly key: unknown; readonly value: unknown }[], line: number, depth: number) {
    const values = new Map<string, unknown>();
    const inside = new Map<string, SourcePosition>();
    for (const { key, value } of items) {
      const at = this.#lineOf(key, line);
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : null;
      if (name === null) this.problems.push({ line: at, message: 'The name of a field must be a text.' });
      else if (inside.has(name))
        this.problems.push({
          line: at,
          message: `“${name.slice(0, 64)}” is there twice; it is in line ${inside.get(name)?.line} already.`,
        });
      else {
        this.#noteEmpty(name, value, at);
        const read = this.read(asNode(value), at, depth + 1);
        values.set(name, read.value);
        inside.set(name, { ...read.place, line: at });
      }
    }
    return { value: Object.fromEntries(values), place: { line, inside } };
  }

  #readList(items: readonly unknown[], line: number, depth: number) {
    const read = items.map((item) => this.read(asNode(item), this.#lineOf(item, line), depth + 1));
    return {
      value: read.map(({ value }) => value),
      place: { line, inside: new Map(read.map(({ place }, index) => [String(index), place])) },
    };
  }

  #lineOf(node: unknown, otherwise: number): number {
    const start = asNode(node)?.range?.[0];
    return start === undefined ? otherwise : this.#lineAt(start);
  }
}

function asNode(node: unknown): Node | null {
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

const UNENDED =
  'A bracket that began before this is not ended, or this line is not indented enough to be inside of it.';
const WORDS: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'A tab indents this line. Indent it with blanks.',
  MULTIPLE_DOCS: 'Another document begins here. A file holds one.',
  MISSING_CHAR: 'A bracket, a quotation mark or a comma is missing here.',
  BAD_INDENT: 'This line is not indented like those that it belongs to.',
  TAG_RESOLVE_FAILED: 'There is a tag here, or a value that is not what its tag says. Leave tags out.',
  RESOURCE_EXHAUSTION: 'Lists and maps are in one another too deeply here.',
};

function wordsFor({
  code,
  message,
}: YAMLError | { readonly code: YAMLError['code']; readonly message: string }): string {
  const known = code === 'BAD_INDENT' && message.startsWith('Flow') ? UNENDED : WORDS[code];
  if (known !== undefined) return known;
  const reason = message.slice(0, MOST_OF_MESSAGE);
  return `This cannot be read as YAML: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;
}
