import { z } from 'zod';
import { MAX_SET_POLICIES, type PolicySetProblem } from '#contract/policySet.ts';
import { t } from '#texts/texts.ts';
import { invalidPatterns } from '../../../engine/policy/check.ts';
import { fold } from '../../../engine/text/fold.ts';
import { fieldsOf } from '../../kernel/fields.ts';
import { type PolicyEntry, policyEntry, policySetHead } from './document.ts';
import { type LinedValue, readYaml } from './yaml.ts';

/** A policy of a file, whose values are each valid; `lineOf` gives the line of a value. */
export interface ReadPolicy {
  readonly line: number;
  readonly entry: PolicyEntry;
  readonly lineOf: LinedValue['lineOf'];
}

/** The policies of a file, and what is wrong with the file. */
export interface ReadSet {
  readonly complete: boolean;
  readonly policies: readonly ReadPolicy[];
  readonly problems: readonly PolicySetProblem[];
}

const head = z.strictObject({
  ...policySetHead,
  policies: z.array(z.unknown(), { error: () => t('policyFile.mustBePolicies') }),
});

/** Reads a policy set. Names may not repeat, and `policies.create` must accept every value; people and groups are not looked up here. */
export function readSet(yaml: string): ReadSet {
  const read = readYaml(yaml);
  if (!read.ok) return broken(...read.problems);
  const { value, lineOf } = read;
  if (value === null) return broken({ line: 1, message: t('policyFile.empty') });
  if (typeof value !== 'object' || Array.isArray(value)) return broken({ line: 1, message: t('policyFile.notASet') });
  const outside = head.safeParse(value);
  if (!outside.success) return broken(...problemsOf(outside.error, lineOf));
  const { complete, policies } = outside.data;
  if (policies.length > MAX_SET_POLICIES)
    return broken({
      line: lineOf(['policies', MAX_SET_POLICIES]),
      message: t('policyFile.tooMany', { most: MAX_SET_POLICIES }),
    });
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

// The problems by line; an unknown field has the line of its name.
function problemsOf(error: z.ZodError, lineOf: LinedValue['lineOf'], value?: unknown): PolicySetProblem[] {
  return Object.entries(fieldsOf(error)).map(([path, message]) =>
    path === 'input'
      ? { line: lineOf([]), message: t('policyFile.notAPolicy') }
      : {
          line: lineOf(path.split('.')),
          message: `${path}: ${message}${quotesFor(message, valueAt(value, path.split('.')))}`,
        },
  );
}

// YAML reads 0123 as a number and [ab] as a list.
function quotesFor(message: string, value: unknown): string {
  if (message !== t('desk.kernel.mustBe.string') || value === null || value === undefined) return '';
  const kind = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
  return ` ${t('policyFile.readAs', { kind })}`;
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
      : [{ line, message: t('policyFile.repeatedName', { name: entry.name, line: earlier }) }];
  });
}
