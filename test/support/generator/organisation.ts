import type { Role } from '#contract/people.ts';
import type { PolicyRules, Ref } from '#contract/policies.ts';
import { type GroupId, groupId, type PersonId, personId, policyId } from '#contract/scalars.ts';
import { createGroup } from '../../../src-main/engine/people/commands.ts';
import { createPolicy } from '../../../src-main/engine/policy/commands.ts';
import { NEWEST_RULES } from '../../../src-main/engine/rules.ts';
import { importInventory } from './inventory.ts';
import { enrol, issueKit } from './keys.ts';
import { powerLaw } from './random.ts';
import { FAMILY_NAMES, GIVEN_NAMES, SERVICES } from './vocabulary.ts';
import { record, type World } from './world.ts';

/** The number of people, and how many of them are admins and auditors. */
export interface Size {
  readonly people: number;
  readonly admins: number;
  readonly auditors: number;
}

/** The roles and groups of a generated desk. */
export interface Organisation {
  readonly admins: readonly PersonId[];
  /** Everyone who may ask for access, most active first. */
  readonly requesters: readonly PersonId[];
  /** Large groups: if one person leaves, enough people stay. */
  readonly roomy: readonly GroupId[];
  /** Groups of three, of whom two must approve: if one person leaves, requests may become stuck. */
  readonly tight: readonly GroupId[];
}

const ROOMY_GROUPS = 32;
const TIGHT_GROUPS = 6;
const DAY = 86_400;

/** Founds the desk, with its people, groups and policies, at one moment (milliseconds since 1970). */
export function foundOrganisation(world: World, at: number, size: Size): Organisation {
  const admin = foundDesk(world, at);
  const people = hire(world, at, admin, size);
  const members = people.filter(({ role }) => role === 'member').map(({ id }) => id);
  const admins = [admin, ...people.filter(({ role }) => role === 'admin').map(({ id }) => id)];
  const roomy = Array.from({ length: ROOMY_GROUPS }, (_, index) => {
    const count = Math.min(16 + world.random.int(25), members.length);
    return makeGroup(world, at, admin, `${SERVICES[index % SERVICES.length]} approvers ${index + 1}`, members, count);
  });
  const tight = Array.from({ length: TIGHT_GROUPS }, (_, index) =>
    makeGroup(world, at, admin, `Owners of ${SERVICES.at(-1 - index)}`, members.slice(index * 3, index * 3 + 3), 3),
  );
  const bypassers = makeGroup(world, at, admin, 'On call', members.slice(2, 22), 12);
  makeGroup(world, at, admin, 'Everybody', [...members, ...admins], members.length + admins.length);
  makePolicies(world, at, admin, roomy, tight, bypassers);
  importInventory(world, at, admin);
  return { admins, requesters: [...members, ...admins], roomy, tight };
}

function foundDesk(world: World, at: number): PersonId {
  const id = personId.parse(world.ledgerWriter.newId(at));
  const desk = world.ledgerWriter.makeKey(null);
  const { signer } = world.ledgerWriter.makeKey(id);
  const admin = { id, username: 'admin', name: 'Imani Okafor', email: 'imani@desk.invalid', key: signer.key };
  const name = 'Generated desk';
  const { kind } = world;
  record(world, at, id, [
    { type: 'desk.founded', data: { kind, name, deskKey: desk.signer.key, admin, rules: NEWEST_RULES } },
  ]);
  if (kind === 'real') issueKit(world, at, id);
  return id;
}

function hire(world: World, at: number, by: PersonId, size: Size): { id: PersonId; role: Role }[] {
  return Array.from({ length: size.people - 1 }, (_, index) => {
    const id = personId.parse(world.ledgerWriter.newId(at));
    const role = index < size.admins - 1 ? 'admin' : index < size.admins - 1 + size.auditors ? 'auditor' : 'member';
    const given = world.random.pick(GIVEN_NAMES);
    const username = `${given.toLowerCase()}.${index + 1}`;
    const name = `${given} ${world.random.pick(FAMILY_NAMES)}`;
    record(world, at, by, [
      { type: 'person.created', data: { id, username, name, email: `${username}@desk.invalid`, role } },
    ]);
    enrol(world, at, by, id, false);
    return { id, role };
  });
}

// Some people are in many groups: the first ones of `members`.
function makeGroup(
  world: World,
  at: number,
  by: PersonId,
  name: string,
  members: readonly PersonId[],
  count: number,
): GroupId {
  const id = groupId.parse(world.ledgerWriter.newId(at));
  const pick = powerLaw(members, 0.4);
  const chosen = new Set<PersonId>(count >= members.length ? members : []);
  while (chosen.size < count) chosen.add(pick(world.random));
  const outcome = createGroup(id, name, [...chosen], false);
  if (outcome.ok) record(world, at, by, outcome.facts);
  return id;
}

function makePolicies(
  world: World,
  at: number,
  by: PersonId,
  roomy: readonly GroupId[],
  tight: readonly GroupId[],
  bypassers: GroupId,
): void {
  const { random } = world;
  const group = (id: GroupId): Ref => ({ kind: 'group', id });
  const some = () => Array.from({ length: 1 + random.int(2) }, () => group(random.pick(roomy)));
  const step = (name: string | null, required = 1 + random.int(2)) => ({ name, approvers: some(), required });
  const rules = (name: string, change: Partial<PolicyRules>): PolicyRules => ({
    name,
    description: null,
    conditions: [],
    duration: { minSeconds: 60, maxSeconds: random.pick([1, 2, 7, 30]) * DAY },
    pendingTtlSeconds: random.pick([2, 2, 4, 4, 4, 7, 7, 7, 14, 30]) * DAY,
    steps: [step('Manager Review', 1)],
    distinctApprovers: random.chance(0.8),
    precedence: 0,
    requireJustification: random.chance(0.5),
    requireTicket: random.chance(0.2),
    bypass: null,
    ...change,
  });
  const all: PolicyRules[] = [
    ...SERVICES.map((service, index) => {
      const owners = tight[SERVICES.length - 1 - index];
      return rules(`Production ${service}`, {
        conditions: [{ resource: `prod-${service}-*` }],
        steps: owners
          ? [{ name: 'Owners', approvers: [group(owners)], required: 2 }]
          : [step('Manager Review'), step('Security Review', 1), ...(random.chance(0.2) ? [step(null, 1)] : [])],
        bypass: owners || random.chance(0.5) ? { bypassers: [group(bypassers)] } : null,
      });
    }),
    ...SERVICES.flatMap((service, index) => {
      const next = SERVICES[index + 1];
      return index % 2 === 1 || next === undefined
        ? []
        : [rules(`Staging ${service} and ${next}`, { conditions: [{ resource: `stage-{${service},${next}}-*` }] })];
    }),
    rules('Staging', { conditions: [{ resource: 'stage-*' }] }),
    ...['[a-c]*', '[d-f]*', '[g-l]*', '[m-o]*', '[p-r]*', '[s-z]*'].map((account) =>
      rules(`Test accounts ${account}`, { conditions: [{ resource: 'test-*', account }] }),
    ),
    rules('Development', { conditions: [{ resource: 'dev-*' }], requireJustification: false, requireTicket: false }),
    rules('Development administrators', {
      conditions: [
        { resource: 'dev-*', account: '*admin' },
        { resource: 'dev-*', account: 'root' },
      ],
    }),
    ...[
      'root',
      'oracle',
      'sysadmin',
      'dba',
      'vault',
      'breakglass',
      'netops',
      'secops',
      'finance',
      'audit',
      'etl',
      'archive',
      'batch',
    ].map((account) =>
      rules(`Production account ${account}`, {
        conditions: [{ resource: 'prod-{db,web,ledger,billing,auth,search,queue,cache,mail}-*', account }],
        precedence: 10,
        steps: [
          step('Manager Review'),
          { name: 'Security Review', approvers: [...some(), group(random.pick(roomy))], required: 2 },
        ],
      }),
    ),
  ];
  for (const policy of all) {
    const outcome = createPolicy(policyId.parse(world.ledgerWriter.newId(at)), policy, false, world.directory);
    if (!outcome.ok) throw new TypeError(`${policy.name}: ${outcome.refusal.message}`);
    record(world, at, by, outcome.facts);
  }
}
