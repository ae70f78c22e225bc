import assert from 'node:assert/strict';
import { compilePattern, isLiteral, prepareName } from '../../src-main/engine/pattern/compile.ts';
import { dialectHints, looksLikePattern, patternFor } from '../../src-main/engine/pattern/dialects.ts';
import { readAsGlob } from '../../src-main/engine/pattern/globs.ts';
import { fold } from '../../src-main/engine/text/fold.ts';

/** The contract allows no longer pattern or name. */
const LONGEST = 200;

/**
 * A pattern and, after a line feed, a name: the pattern compiles or is refused with a sentence, any name matches or not, and the
 * pattern made for the name matches it.
 */
export function fuzz(bytes: Buffer): void {
  const [pattern = '', name = ''] = bytes
    .toString()
    .split('\n')
    .map((text) => [...text].slice(0, LONGEST).join(''));
  const compiled = compilePattern(pattern);
  if (!compiled.ok) assert.ok(compiled.message !== '');
  else compiled.pattern.match(prepareName(name));
  dialectHints(pattern);
  readAsGlob(pattern)?.matches(fold(name));
  looksLikePattern(name);
  if (name === '') return;
  const own = compilePattern(patternFor(name));
  assert.ok(own.ok);
  assert.ok(own.pattern.match(prepareName(name)) !== null);
  assert.ok(isLiteral(patternFor(name)) || patternFor(name) !== name);
}
