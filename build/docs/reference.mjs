import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** @typedef {import('./contract.ts').ContractModel} ContractModel */
/** @typedef {import('./contract.ts').Schema} Schema */

/** Where the page is, from the top of the repository. */
export const REFERENCE = 'docs/contract-reference.md';

const CONTRACT = 'src-preload/contract';

/** The named types of input fields, in words. */
const TYPES = [
  [
    'Name',
    '1 to 256 visible characters, trimmed, NFC ([names and patterns](rules.md#names-and-patterns)); also a pattern',
  ],
  ['Email', 'a `Name` with one `@` between two parts without blanks'],
  ['Text', 'free text of at most 4,000 characters, or `null`; blank text counts as `null`'],
  ['RequiredText', 'free text of at most 4,000 characters that is not blank'],
  ['SearchText', 'text to search for, at most 1,536 UTF-16 units, without control characters'],
  ['Time', 'ISO 8601 with any zone, within the years 0 to 9999'],
  ['Passphrase', 'at most 256 characters, NFC, not trimmed, not empty'],
  ['Ref', '`{"kind": "person", "id": …}` or `{"kind": "group", "id": …}`'],
  ['…Id', 'a UUID in lower case, as the desk gave it'],
];

/**
 * Writes the reference of the contract.
 *
 * @param {string} root the repository
 * @param {ContractModel} model
 * @returns {string} Markdown
 */
export function referencePage(root, model) {
  const results = readResults(root);
  const roles = readRoles(root);
  const declarations = readDeclarations(root);
  const areas = model.areas.map(({ name, verbs }) => {
    const parts = verbs.map((verb) => verbSection(name, verb, results.get(`${name}.${verb.name}`), roles));
    return [`### ${name}`, ...parts].join('\n\n');
  });
  const answers = usedTypes([...results.values()], declarations);
  return `${[
    '# The contract: reference',
    'Generated from the schemas and types in `src-preload/contract/` by `npm run docs`. Do not edit this page; a test compares it with the schemas. [The contract](contract.md) says what the calls mean.',
    '## Types of input fields',
    ['| type | meaning |', '| --- | --- |', ...TYPES.map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)].join(
      '\n',
    ),
    'A field marked *optional* may be left out. Unknown fields are refused.',
    '## Calls',
    '**Who** names the roles that may call; *everyone* means that no role is named; [the contract](contract.md#areas-and-verbs) says where a call depends on more than the role.',
    ...areas,
    '## Codes of refusals',
    `${list(model.codes)}.`,
    `\`NOT_ELIGIBLE\` comes with one of these reasons: ${list(model.reasons)}.`,
    '## Topics',
    `\`window.desk.onChanged\` names these topics: ${list(model.topics)}.`,
    '## Events',
    'What `data` holds, by type. [Events](rules.md#events) describes the fields around it.',
    ...model.events.map((event) => [`### ${event.type}`, traitsOf(event), fieldTable(event.data)].join('\n\n')),
    '## Answer types',
    'The TypeScript declarations of the answers.',
    ...answers.map(([name, text]) => `### ${name}\n\n\`\`\`ts\n${text}\n\`\`\``),
  ].join('\n\n')}\n`;
}

const SIGNERS = {
  person: 'the actor',
  desk: 'the desk',
  deskOrPerson: 'the desk, or the actor if the desk’s key is not at hand',
};

/** @param {ContractModel['events'][number]} event */
function traitsOf({ topics, roles, signer, fourEyes }) {
  const who = roles === null ? [] : [`**Caused by:** ${roles.map((role) => `${role}s`).join(' and ')}.`];
  const second = fourEyes === false ? [] : [`**Four eyes:** ${fourEyes === 'role' ? 'if it changes a role' : 'yes'}.`];
  return [`**Topics:** ${list(topics)}.`, ...who, `**Signed by:** ${SIGNERS[signer]}.`, ...second].join(' ');
}

/** @param {readonly string[]} words */
const list = (words) => words.map((word) => `\`${word}\``).join(', ');

/**
 * @param {string} area
 * @param {{ readonly name: string, readonly input: Schema }} verb
 * @param {string | undefined} result
 * @param {ReadonlyMap<string, string>} roles
 */
function verbSection(area, { name, input }, result, roles) {
  const call = `${area}.${name}`;
  if (result === undefined) throw new Error(`Results of ${CONTRACT}/contract.ts has no ${call}.`);
  const who = `**Who:** ${roles.get(call) ?? 'everyone'}. **Answer:** \`${result}\`.`;
  return [`#### ${call}`, who, fieldTable(input)].join('\n\n');
}

/** @param {Schema} schema */
function fieldTable(schema) {
  const rows = fieldsOf(schema, '');
  if (rows.length === 0) return 'No fields.';
  return ['| field | type |', '| --- | --- |', ...rows.map(([path, type]) => `| \`${path}\` | ${type} |`)].join('\n');
}

/**
 * @param {Schema} schema
 * @param {string} prefix
 * @returns {[path: string, type: string][]}
 */
function fieldsOf(schema, prefix) {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field === 'boolean') return [];
    const path = `${prefix}${name}`;
    const optional = required.has(name) ? '' : `, optional${defaultOf(field)}`;
    const [inner, suffix] = innerObject(field);
    /** @type {[string, string][]} */
    const below = inner ? fieldsOf(inner, `${path}${suffix}.`) : [];
    return [[path, `${typeOf(field)}${optional}`], ...below];
  });
}

/** @param {Schema} schema */
function defaultOf(schema) {
  return schema.default === undefined ? '' : `; \`${JSON.stringify(schema.default)}\` if left out`;
}

/**
 * The object whose fields are listed below a field: its own, that of a list, or that beside null.
 *
 * @param {Schema} schema
 * @returns {[Schema | null, string]}
 */
function innerObject(schema) {
  if (schema.title !== undefined) return [null, ''];
  if (schema.properties) return [schema, ''];
  const { items } = schema;
  if (items && typeof items === 'object' && !Array.isArray(items)) {
    const [inner, suffix] = innerObject(items);
    return [inner, `[]${suffix}`];
  }
  const present = options(schema).filter(({ type }) => type !== 'null');
  const [only, ...others] = present;
  return only && others.length === 0 ? innerObject(only) : [null, ''];
}

/** @param {Schema} schema @returns {Schema[]} */
function options(schema) {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((option) => typeof option === 'object');
}

/**
 * @param {Schema} schema
 * @returns {string}
 */
function typeOf(schema) {
  if (schema.title !== undefined) return `\`${schema.title}\``;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  const choices = options(schema);
  const kinds = choices.flatMap(({ properties = {} }) =>
    isConstant(properties.type) ? [typeOf(properties.type)] : [],
  );
  if (kinds.length > 0) return `\`{type, data}\`, where \`type\` is ${kinds.join(', ')}`;
  if (choices.length > 0) return [...new Set(choices.map(choiceOf))].join(' or ');
  const { type } = schema;
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one })).join(' or ');
  switch (type) {
    case 'string':
      return `text${bounds(schema.minLength, schema.maxLength, 'characters')}${schema.pattern ? ` that matches \`${inTable(schema.pattern)}\`` : ''}`;
    case 'integer':
      return `whole number${bounds(safe(schema.minimum), safe(schema.maximum), '')}`;
    case 'number':
      return `number${bounds(schema.minimum, schema.maximum, '')}`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return '`null`';
    case 'array': {
      const { items } = schema;
      const of = items && typeof items === 'object' && !Array.isArray(items) ? typeOf(items) : 'anything';
      return `list of ${of}${bounds(schema.minItems, schema.maxItems, 'items')}`;
    }
    case 'object':
      return 'object';
    default:
      return 'anything';
  }
}

/** @param {Schema | boolean | undefined} schema @returns {schema is Schema} */
const isConstant = (schema) => typeof schema === 'object' && schema.const !== undefined;

/** An object among several choices is recognised by its fields. @param {Schema} schema */
function choiceOf(schema) {
  if (schema.title !== undefined || !schema.properties) return typeOf(schema);
  const fields = fieldsOf(schema, '').map(([path, type]) => `${path}: ${type.replaceAll('`', '')}`);
  return `\`{${fields.join('; ')}}\``;
}

/** @param {string} pattern */
const inTable = (pattern) => pattern.replaceAll('|', '\\|');

/** Bounds of safe integers say nothing. @param {number | undefined} bound */
const safe = (bound) => (bound !== undefined && Math.abs(bound) === Number.MAX_SAFE_INTEGER ? undefined : bound);

/**
 * @param {number | undefined} least
 * @param {number | undefined} most
 * @param {string} unit
 */
function bounds(least, most, unit) {
  const after = unit === '' ? '' : ` ${unit}`;
  const number = (/** @type {number} */ value) => value.toLocaleString('en-US');
  if (least !== undefined && most !== undefined) return `, ${number(least)} to ${number(most)}${after}`;
  if (most !== undefined) return `, at most ${number(most)}${after}`;
  return least === undefined || least === 0 ? '' : `, at least ${number(least)}${after}`;
}

/**
 * The answer of each call, as its type is written in `interface Results`.
 *
 * @param {string} root
 * @returns {ReadonlyMap<string, string>}
 */
function readResults(root) {
  const text = readFileSync(join(root, CONTRACT, 'contract.ts'), 'utf8');
  const { program } = parseSync('contract.ts', text);
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const { declaration } of program.body.filter((node) => node.type === 'ExportNamedDeclaration')) {
    if (declaration?.type !== 'TSInterfaceDeclaration' || declaration.id.name !== 'Results') continue;
    for (const [area, verbs] of members(declaration.body.body))
      if (verbs.type === 'TSTypeLiteral')
        for (const [verb, type] of members(verbs.members))
          found.set(`${area}.${verb}`, text.slice(type.start, type.end).replaceAll(/\s+/g, ' '));
  }
  return found;
}

/**
 * @param {readonly import('vite').ESTree.TSSignature[]} signatures
 * @returns {[string, import('vite').ESTree.TSType][]}
 */
function members(signatures) {
  return signatures.flatMap((signature) =>
    signature.type === 'TSPropertySignature' && signature.key.type === 'Identifier' && signature.typeAnnotation
      ? [[signature.key.name, signature.typeAnnotation.typeAnnotation]]
      : [],
  );
}

/**
 * The roles that docs/contract.md names for a verb, which the probes of `npm run soak` try out.
 *
 * @param {string} root
 * @returns {ReadonlyMap<string, string>}
 */
function readRoles(root) {
  /** @type {Record<string, string>} */
  const roles = { A: 'admins', U: 'auditors', M: 'members' };
  const text = readFileSync(join(root, 'docs', 'contract.md'), 'utf8');
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [, area = '', cell = ''] of text.matchAll(/^\| `(\w+)` +\| (.*?) *\|$/gm))
    for (const [, verbs = '', letters = ''] of cell.matchAll(/((?:`\w+`(?:, )?)+)((?: [AUM](?![\w]))*)/g)) {
      const named = letters.split(' ').flatMap((letter) => roles[letter] ?? []);
      if (named.length > 0)
        for (const [, verb] of verbs.matchAll(/`(\w+)`/g)) found.set(`${area}.${verb}`, named.join(' and '));
    }
  return found;
}

/**
 * The exported interfaces and types of the contract with their comments, by name.
 *
 * @param {string} root
 * @returns {ReadonlyMap<string, string>}
 */
function readDeclarations(root) {
  const folder = join(root, CONTRACT);
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const file of readdirSync(folder).sort()) {
    const text = readFileSync(join(folder, file), 'utf8');
    const { program, comments } = parseSync(file, text);
    for (const node of program.body) {
      const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : null;
      if (declaration?.type !== 'TSInterfaceDeclaration' && declaration?.type !== 'TSTypeAliasDeclaration') continue;
      const before = comments.find(({ end }) => text.slice(end, node.start).trim() === '' && end <= node.start);
      found.set(declaration.id.name, text.slice(before?.start ?? node.start, node.end));
    }
  }
  return found;
}

/**
 * The declarations that some types use, and those that these use, by name.
 *
 * @param {readonly string[]} types
 * @param {ReadonlyMap<string, string>} declarations
 * @returns {[string, string][]}
 */
function usedTypes(types, declarations) {
  /** @type {Map<string, string>} */
  const used = new Map();
  const queue = [...types];
  for (let text = queue.shift(); text !== undefined; text = queue.shift())
    for (const [name] of text.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/\b[A-Z]\w+\b/g)) {
      const declaration = declarations.get(name);
      if (declaration === undefined || used.has(name)) continue;
      used.set(name, declaration);
      queue.push(declaration);
    }
  return [...used].sort(([a], [b]) => (a < b ? -1 : 1));
}
