import { z } from 'zod';
import { namingFields, policyInputs, policyStatuses } from '#contract/policies.ts';
import { flag, name } from '#contract/scalars.ts';

/** The version of this format. It does not change without another one. */
export const API_VERSION = 'countersign/v1';
export const KIND = 'PolicySet';

const named = z.union([z.strictObject({ person: name }), z.strictObject({ group: name })], {
  error: 'This must name a person by username or a group by name: {person: …} or {group: …}.',
});
const { steps, bypass } = namingFields(named);

/** A policy of a policy set: what `policies.create` takes, with people by username, groups by name, and a status. */
export const policyEntry = z.strictObject({
  ...policyInputs.create.shape,
  steps,
  bypass: bypass.default(null),
  status: z.enum(policyStatuses, { error: 'This must be active or archived.' }).default('active'),
});

/** What stands around the policies. */
export const policySetHead = {
  apiVersion: z.literal(API_VERSION, { error: `This must be ${API_VERSION}, the version of this format.` }),
  kind: z.literal(KIND, { error: `This must be ${KIND}.` }),
  complete: flag.default(false),
};

/** A policy set: policies as code, as a YAML document holds them (docs/policies-as-code.md). */
export const policySet = z
  .strictObject({
    ...policySetHead,
    policies: z.array(policyEntry, { error: 'This must be a list of policies.' }),
  })
  .meta({ title: 'Countersign policy set' });

export type NamedRef = z.output<typeof named>;
export type PolicyEntry = z.output<typeof policyEntry>;
export type PolicyEntryInput = z.input<typeof policyEntry>;

/** The JSON Schema of a policy set, for editors; docs/policies.schema.json holds it. Patterns, names and quorums are checked by the desk alone. */
export function policySetSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(policySet, { io: 'input' });
}
