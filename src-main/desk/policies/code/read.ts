import { z } from 'zod';
import { MAX_SET_POLICIES, type PolicySetProblem } from '#contract/policySet.ts';
import { invalidPatterns } from '../../../engine/policy/check.ts';
import { fold } from '../../../engine/text/fold.ts';
import { fieldsOf } from '../../kernel/fields.ts';
import { type PolicyEntry, policyEntry, policySetHead } from './document.ts';
import { type LinedValue, readYaml } from './yaml.ts';

/** A policy of a file, each of its values valid for itself; `lineOf` says where something in it stands. */
export interface ReadPolicy {
  readonly line: number;
  readonly entry: PolicyEntry;
  readonly lineOf: LinedValue['lineOf'];
}

/** The policies of a file, and whatever is wrong with it as a file. */
export interface ReadSet {
  readonly complete: boolean;
  readonly policies: readonly ReadPolicy[];
  readonly problems: readonly PolicySetProblem[];
}

const head = z.strictObject({
  ...policySetHead,
  policies: z.array(z.unknown(), { error: 'This must be a list of policies.' }),
});
const EMPTY = 'There is nothing in this file. It must begin with apiVersion and kind.';
const NO_SET = 'This must be a policy set: apiVersion, kind and policies.';
const TOO_MANY = `This and the policies after it are too many: a file holds at most ${MAX_SET_POLICIES.toLocaleString('en')}. Import them in several files.`;

/** Reads a policy set. Names do not repeat; every value is what `policies.create` would take, but for people and groups, which may not exist. */
export function readSet(yaml: string): ReadSet {
  const read = readYaml(yaml);
  if (!read.ok) return broken(...read.problems);
  const { value, lineOf } = read;
  if (value === null) return broken({ line: 1, message: EMPTY });
  if (typeof value !== 'object' || Array.isArray(value)) return broken({ line: 1, message: NO_SET });
  const outside = head.safeParse(value);
  if (!outside.success) return broken(...problemsOf(outside.error, lineOf));
  const { complete, policies } = outside.data;
  if (policies.length > MAX_SET_POLICIES)
    return broken({ line: lineOf(['policies', MAX_SET_POLICIES]), message: TOO_MANY });
  const found = policies.map((policy, index) => readPolicy(policy, (path) => lineOf(['policies', index, ...path])));
  const repeated = repetitions(found.flatMap(({ policy }) => policy ?? []));
  return {
    complete,
    policies: found.flatMap(({ policy }) => policy ?? []),
    problems: [...found.flatMap(({ problems }) => problems), ...repeated],
  };
}

function broken(...problems: PolicySetProblem[]): ReadSet {
  return { complete: false, policies: [], problems };
}

function readPolicy(
  value: unknown,
  lineOf: LinedValue['lineOf'],
): { readonly policy: ReadPolicy | null; readonly problems: readonly PolicySetProblem[] } {
  const parsed = policyEntry.safeParse(value);
  if (!parsed.success) return { policy: null, problems: problemsOf(parsed.error, lineOf, value) };
  const problems = Object.entries(invalidPatterns(parsed.data.conditions)).map(([path, message]) => ({
    line: lineOf(path.split('.')),
    message: `${path}: ${message}`,
  }));
  return { policy: problems.length > 0 ? null : { line: lineOf([]), entry: parsed.data, lineOf }, problems };
}

// What is wrong by line; an unknown field stands in the line in which it is named.
function problemsOf(error: z.ZodError, lineOf: LinedValue['lineOf'], value?: unknown): PolicySetProblem[] {
  return Object.entries(fieldsOf(error)).map(([path, message]) =>
    path === 'input'
      ? { line: lineOf([]), message: 'This must be a policy, with its fields.' }
      : {
          line: lineOf(path.split('.')),
          message: `${path}: ${message}${quotesFor(message, valueAt(value, path.split('.')))}`,
        },
  );
}

// YAML reads 0123 as a number and [ab] as a list.
function quotesFor(message: string, value: unknown): string {
  if (message !== 'This must be text.' || value === null || value === undefined) return '';
  const kind = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
  return ` It is read as a ${kind} here; put it in quotation marks.`;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? new Map<string, unknown>(Object.entries(inside)).get(key)
        : undefined,
    value,
  );
}

function repetitions(policies: readonly ReadPolicy[]): PolicySetProblem[] {
  const lines = new Map<string, number>();
  return policies.flatMap(({ entry, lineOf }) => {
    const [folded, line] = [fold(entry.name), lineOf(['name'])];
    const earlier = lines.get(folded);
    if (earlier === undefined) lines.set(folded, line);
    return earlier === undefined
      ? []
      : [{ line, message: `name: There is a policy named “${entry.name}” in line ${earlier} already.` }];
  });
}
