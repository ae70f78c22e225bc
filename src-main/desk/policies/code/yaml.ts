import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import type { PolicySetProblem } from '#contract/policySet.ts';
import type { TextKey } from '#texts/catalogue.ts';
import { t } from '#texts/texts.ts';
import { scan } from './scan.ts';

/** A value of a YAML document, with the lines (from 1) of the value and of everything inside it. */
export interface LinedValue {
  readonly value: unknown;
  /** The line of the value at a path, or of the nearest value around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

export type ReadYaml =
  | ({ readonly ok: true } & LinedValue)
  | { readonly ok: false; readonly problems: readonly PolicySetProblem[] };

/** The line of a value, and of the values in it by key or index. */
interface SourcePosition {
  readonly line: number;
  readonly inside: ReadonlyMap<string, SourcePosition>;
}

/** How deeply lists and maps can be nested; a policy needs six levels. */
const DEEPEST = 16;
const MOST_PROBLEMS = 10;
const MOST_OF_MESSAGE = 200;

/**
 * Reads one YAML 1.2 document of plain values. Anchors and aliases, which can make a small text large, tags and directives are refused. Keys
 * are text and may not repeat.
 */
export function readYaml(text: string): ReadYaml {
  const problem = scan(text);
  if (problem) return { ok: false, problems: [withQuotes(problem, text)] };
  const lines = new LineCounter();
  // The library's own check for repeated keys takes quadratic time.
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

// A value that begins with a character special to YAML, after the name of a field.
const SPECIAL_BEGINNING = /^[\s-]*(?:resource|account|name|description|person|group):\s+([*&!%@`[{|>].*?)\s*$/;

// The same inside braces, where a comma or a brace ends the value.
const SPECIAL_IN_BRACES = /[{,]\s*(?:resource|account|name|description|person|group):\s+([*&!%@`|>][^\s,{}[\]]*)/;

// Adds how to quote a value that YAML takes for something else.
function withQuotes({ line, message }: PolicySetProblem, text: string): PolicySetProblem {
  const written = text.split(/\r\n?|\n/)[line - 1] ?? '';
  const [, value] = SPECIAL_BEGINNING.exec(written) ?? SPECIAL_IN_BRACES.exec(written) ?? [];
  if (value === undefined || value.length > MOST_OF_MESSAGE) return { line, message };
  return {
    line,
    message: t('policyFile.yaml.quote', { message, value: value.replaceAll("'", "''") }),
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

  /** `line` is the line of a value without a node of its own. */
  read(node: Node | null, line: number, depth: number): { readonly value: unknown; readonly place: SourcePosition } {
    if (depth > DEEPEST) {
      this.problems.push({ line, message: t('policyFile.yaml.deep') });
      return { value: null, place: { line, inside: NOTHING } };
    }
    if (isMap(node)) return this.#readMap(node.items, line, depth);
    if (isSeq(node)) return this.#readList(node.items, line, depth);
    return { value: isScalar(node) ? node.value : null, place: { line, inside: NOTHING } };
  }

  // A field left empty by mistake must not count as left out. An intended nothing is written as null.
  #noteEmpty(name: string, value: unknown, line: number): void {
    const isEmpty = value === null || (isScalar(value) && value.value === null && value.source === '');
    if (!isEmpty) return;
    const message = t('policyFile.yaml.emptyField', { name: name.slice(0, 64) });
    this.problems.push({ line, message });
  }

  #readMap(items: readonly { readonly key: unknown; readonly value: unknown }[], line: number, depth: number) {
    const values = new Map<string, unknown>();
    const inside = new Map<string, SourcePosition>();
    for (const { key, value } of items) {
      const at = this.#lineOf(key, line);
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : null;
      if (name === null) this.problems.push({ line: at, message: t('policyFile.yaml.keyNotText') });
      else if (inside.has(name))
        this.problems.push({
          line: at,
          message: t('policyFile.yaml.repeatedField', { name: name.slice(0, 64), line: inside.get(name)?.line ?? 1 }),
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

const TEXTS = {
  TAB_AS_INDENT: 'policyFile.yaml.tab',
  MULTIPLE_DOCS: 'policyFile.yaml.document',
  MISSING_CHAR: 'policyFile.yaml.missing',
  BAD_INDENT: 'policyFile.yaml.indent',
  TAG_RESOLVE_FAILED: 'policyFile.yaml.tagFailed',
  RESOURCE_EXHAUSTION: 'policyFile.yaml.deep',
} as const satisfies Partial<Record<YAMLError['code'], TextKey>>;
const texts: Partial<Record<YAMLError['code'], (typeof TEXTS)[keyof typeof TEXTS]>> = TEXTS;

function wordsFor({
  code,
  message,
}: YAMLError | { readonly code: YAMLError['code']; readonly message: string }): string {
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) return t('policyFile.yaml.unendedBracket');
  const key = texts[code];
  if (key !== undefined) return t(key);
  const reason = message.slice(0, MOST_OF_MESSAGE);
  return t('policyFile.yaml.unparsable', { reason: /[.!?]$/.test(reason) ? reason : `${reason}.` });
}
