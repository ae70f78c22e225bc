import { z } from 'zod';
import { inputs } from '#contract/contract.ts';
import { eventCatalogue } from '#contract/events.ts';
import { areas, topics } from '#contract/names.ts';
import { ref } from '#contract/policies.ts';
import { ineligibilityReasons, refusalCodes } from '#contract/refusal.ts';
import * as scalars from '#contract/scalars.ts';
import { passphrase } from '#contract/session.ts';

/** A JSON Schema, as far as the reference reads it; `title` is the name of a type that the reference explains once. */
export type Schema = z.core.JSONSchema.BaseSchema;

export interface ContractModel {
  readonly areas: readonly { readonly name: string; readonly verbs: readonly VerbModel[] }[];
  readonly events: readonly EventModel[];
  readonly topics: readonly string[];
  readonly codes: readonly string[];
  readonly reasons: readonly string[];
}

interface EventModel {
  readonly type: string;
  readonly data: Schema;
  readonly topics: readonly string[];
  /** The roles that may cause it; null where more than a role decides, or no person causes it. */
  readonly roles: readonly string[] | null;
  readonly signer: 'person' | 'desk' | 'deskOrPerson';
  readonly fourEyes: boolean | 'role';
}

interface VerbModel {
  readonly name: string;
  readonly input: Schema;
}

// JSON Schema cannot say what these check, so the reference names them and explains them in words.
const NAMED: ReadonlyMap<z.core.$ZodType, string> = new Map<z.core.$ZodType, string>([
  [scalars.name, 'Name'],
  [scalars.email, 'Email'],
  [scalars.nullableText, 'Text'],
  [scalars.optionalText, 'Text'],
  [scalars.requiredText, 'RequiredText'],
  [scalars.searchText, 'SearchText'],
  [scalars.instant, 'Time'],
  [passphrase, 'Passphrase'],
  [ref, 'Ref'],
  [scalars.personId, 'PersonId'],
  [scalars.groupId, 'GroupId'],
  [scalars.policyId, 'PolicyId'],
  [scalars.requestId, 'RequestId'],
  [scalars.grantId, 'GrantId'],
  [scalars.proposalId, 'ProposalId'],
  [scalars.whatIfId, 'WhatIfId'],
  [scalars.viewId, 'ViewId'],
  [scalars.importId, 'ImportId'],
  [scalars.subjectId, 'SubjectId'],
]);

/** Everything that the reference of the contract says, read from the schemas. */
export function contractModel(): ContractModel {
  return {
    areas: Object.entries(areas).map(([area, verbs]) => ({
      name: area,
      verbs: verbs.map((verb) => ({ name: verb, input: schemaOf(inputOf(area, verb)) })),
    })),
    events: Object.entries(eventCatalogue).map(([type, { data, topics: changed, roles, signer, fourEyes }]) => ({
      type,
      data: schemaOf(data),
      topics: changed,
      roles,
      signer,
      fourEyes,
    })),
    topics,
    codes: refusalCodes,
    reasons: ineligibilityReasons,
  };
}

function inputOf(area: string, verb: string): z.ZodType {
  const schemas: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = inputs;
  const schema = schemas[area]?.[verb];
  if (!schema) throw new TypeError(`The contract has no input for ${area}.${verb}.`);
  return schema;
}

function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = NAMED.get(zodSchema) ?? NAMED.get(outOf(zodSchema));
      if (name !== undefined) jsonSchema.title = name;
    },
  });
}

// A text that is piped into a named type is of that type.
function outOf(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.core.$ZodPipe ? schema._zod.def.out : schema;
}
