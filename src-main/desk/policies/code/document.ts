import { z } from 'zod';
import { namingFields, policyInputs, policyStatuses } from '#contract/policies.ts';
import { flag, name } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';

/** The version of this format. Every change of the format needs a new one. */
export const API_VERSION = 'countersign/v1';
export const KIND = 'PolicySet';

const named = z.union([z.strictObject({ person: name }), z.strictObject({ group: name })], {
  error: () => t('policyFile.mustName', { person: '{person: …}', group: '{group: …}' }),
});
const { steps, bypass } = namingFields(named);

/** A policy of a policy set: what `policies.create` takes, with people by username, groups by name, and a status. */
export const policyEntry = z.strictObject({
  ...policyInputs.create.shape,
  steps,
  bypass: bypass.default(null),
  status: z.enum(policyStatuses, { error: () => t('policyFile.mustBeStatus') }).default('active'),
});

/** The fields around the policies. */
export const policySetHead = {
  apiVersion: z.literal(API_VERSION, { error: () => t('policyFile.mustBeVersion', { version: API_VERSION }) }),
  kind: z.literal(KIND, { error: () => t('policyFile.mustBeKind', { kind: KIND }) }),
  complete: flag.default(false),
};

/** A policy set: policies as code, as a YAML document holds them (docs/policies-as-code.md). */
export const policySet = z
  .strictObject({
    ...policySetHead,
    policies: z.array(policyEntry, { error: () => t('policyFile.mustBePolicies') }),
  })
  .meta({ title: 'Countersign policy set' });

export type NamedRef = z.output<typeof named>;
export type PolicyEntry = z.output<typeof policyEntry>;
export type PolicyEntryInput = z.input<typeof policyEntry>;

/** The JSON Schema of a policy set, for editors; docs/policies.schema.json holds it. Patterns, names and quorums are checked by the desk alone. */
export function policySetSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(policySet, { io: 'input' });
}
