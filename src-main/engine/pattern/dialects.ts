import { t } from '#texts/texts.ts';
import { parsePattern } from './parse.ts';

/** Syntax of another dialect in a pattern that is valid here and means something else. */
export interface DialectHint {
  /** The text found. */
  readonly found: string;
  /** Its meaning here, in a sentence. */
  readonly meansHere: string;
  /** The meaning that its author probably had in mind, in a sentence. */
  readonly probablyMeant: string;
  /** The whole pattern rewritten for that meaning; null where no pattern here has it. */
  readonly translation: string | null;
  /** Whether reading the whole pattern as an extended glob gives the probable meaning. */
  readonly isGlob: boolean;
}

type DialectName =
  | 'quotationMarks'
  | 'ldap'
  | 'regularExpression'
  | 'exceptFirst'
  | 'exceptGroup'
  | 'oneOf'
  | 'repeated'
  | 'choice'
  | 'bar'
  | 'rangeAndComma'
  | 'caret'
  | 'backslash'
  | 'doubleStar'
  | 'percent';

interface Dialect {
  readonly form: RegExp;
  /** Its texts are those of `pattern.dialect` under this name. */
  readonly name: DialectName;
  /** Replaces the text found, given with its first two groups; null where nothing here has that meaning. */
  readonly write: ((whole: string, first: string, second: string) => string) | null;
  /** Whether it is syntax of extended globs. */
  readonly isGlob: boolean;
}

// A regular expression: anchored, or every star after a dot, or with \d, \w, \s or a repeated class.
const REGULAR = /^\^.*|^(?:[^*]|\.\*)*\.[*+](?:[^*]|\.\*)*$|\\[dws](?![a-z])|\[[^\]]*\]\+/su;

// In the order of the search; text found by one dialect is hidden from the later ones.
const dialects: readonly Dialect[] = [
  {
    form: /^(["'`])(.*)\1$/su,
    name: 'quotationMarks',
    write: (_whole, _mark, inside) => inside,
    isGlob: false,
  },
  {
    form: /^\([^()]*=.*\)$/su,
    name: 'ldap',
    write: null,
    isGlob: false,
  },
  {
    form: REGULAR,
    name: 'regularExpression',
    write: null,
    isGlob: false,
  },
  {
    form: /^!(?!\()/su,
    name: 'exceptFirst',
    write: null,
    isGlob: true,
  },
  {
    form: /!\([^()]*\)/su,
    name: 'exceptGroup',
    write: null,
    isGlob: true,
  },
  {
    form: /([@?])\(([^()]*)\)/su,
    name: 'oneOf',
    write: (_whole, kind, inside) => `{${[...(kind === '?' ? [''] : []), ...inside.split('|')].join(',')}}`,
    isGlob: true,
  },
  {
    form: /[+*]\([^()]*\)/su,
    name: 'repeated',
    write: null,
    isGlob: true,
  },
  {
    form: /\(([^()]*\|[^()]*)\)/su,
    name: 'choice',
    write: (_whole, inside) => `{${inside.split('|').join(',')}}`,
    isGlob: false,
  },
  {
    form: /^[^()|]+(?:\|[^()|]+)+$/su,
    name: 'bar',
    write: (whole) => `{${whole.split('|').join(',')}}`,
    isGlob: false,
  },
  {
    form: /\{([^{}]*\.\.[^{}]*,[^{}]*|[^{}]*,[^{}]*\.\.[^{}]*)\}/su,
    name: 'rangeAndComma',
    write: (_whole, inside) =>
      `{${inside
        .split(',')
        .map((one) => (/^\s*\w+\.\.\w+\s*$/.test(one) ? `{${one.trim()}}` : one.trim()))
        .join(',')}}`,
    isGlob: true,
  },
  {
    form: /\[\^([^\]]*)\]/su,
    name: 'caret',
    write: (_whole, inside) => `[!${inside}]`,
    isGlob: true,
  },
  {
    form: /\\([*?[\]{}])/su,
    name: 'backslash',
    write: (_whole, character) => `[${character}]`,
    isGlob: true,
  },
  {
    form: /\*\*\/?/su,
    name: 'doubleStar',
    write: (whole) => (whole.endsWith('/') ? '{,*/}' : '*'),
    isGlob: true,
  },
  {
    form: /%/su,
    name: 'percent',
    write: () => '*',
    isGlob: false,
  },
];

/**
 * Finds syntax of other dialects in a pattern: regular expressions, extended globs, SQL, LDAP, shells. It is valid here and may be
 * meant literally, so it causes a hint and not a refusal.
 */
export function dialectHints(pattern: string): DialectHint[] {
  let rest = pattern;
  return dialects.flatMap(({ name, form, write, isGlob }): DialectHint[] => {
    const all = new RegExp(form.source, `${form.flags}g`);
    const [found] = rest.match(form) ?? [];
    if (found === undefined) return [];
    // For a form without groups, `replace` passes the offset as the second argument, which its `write` does not read.
    const replaced = write === null ? regexTranslation(form, pattern) : pattern.replace(all, write);
    rest = rest.replace(all, ' ');
    const meansHere = t(`pattern.dialect.${name}.meansHere`);
    const probablyMeant = t(`pattern.dialect.${name}.probablyMeant`);
    return [{ found, meansHere, probablyMeant, translation: valid(replaced, pattern), isGlob }];
  });
}

// Translates regular expressions made of anchors, dots, classes, choices and escaped characters only.
function regexTranslation(form: RegExp, pattern: string): string | null {
  if (form !== REGULAR) return null;
  let written = '';
  let rest = pattern.replace(/^\^|\$$/gu, '');
  while (rest !== '') {
    const step = steps.find(([step]) => step.test(rest));
    if (!step) return null;
    const [found = '', held = ''] = step[0].exec(rest) ?? [];
    written += step[1](held);
    rest = rest.slice(found.length);
  }
  return written.replace(/\*{2,}/gu, '*');
}

// Pieces of a regular expression, each with its counterpart here. A quantifier after anything but a dot has none.
const steps: readonly (readonly [RegExp, (held: string) => string])[] = [
  [/^\.\*/u, () => '*'],
  [/^\.\+/u, () => '?*'],
  [/^\./u, () => '?'],
  [/^\\d/u, () => '[0-9]'],
  [/^\\([.\-/_])/u, (held) => held],
  [/^\[\^([^\]\\]+)\]/u, (held) => `[!${held}]`],
  [/^(\[[^\]\\^]+\])/u, (held) => held],
  [/^\((?:\?:)?([^()[\]\\.*+?{}^$]*)\)/u, (held) => `{${held.split('|').join(',')}}`],
  [/^([^\\()[\]{}|*+?^$])/u, (held) => held],
];

function valid(translation: string | null, pattern: string): string | null {
  return translation !== null && translation !== '' && translation !== pattern && parsePattern(translation).ok
    ? translation
    : null;
}

/** Whether a name contains syntax of patterns, of this desk or of another dialect. */
export function looksLikePattern(name: string): boolean {
  return SPECIAL.test(name) && (OURS.test(name) || dialectHints(name).length > 0);
}

// A fast first test: few of the many names in a file have such a character.
const SPECIAL = /[^\p{L}\p{N}\p{M} ._@:/-]/u;
const OURS = /[*?[\]{}]/u;

/** The pattern that matches exactly this name. */
export function patternFor(name: string): string {
  return name.replace(/[*?[\]{}]/gu, (character) => `[${character}]`);
}
