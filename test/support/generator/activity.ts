import type { Fact } from '#contract/events.ts';
import { grantId, type PersonId, requestId } from '#contract/scalars.ts';
import { expireGrant } from '../../../src-main/engine/grant/commands.ts';
import type { DirectoryPerson } from '../../../src-main/engine/people/directory.ts';
import { explain, winningReason } from '../../../src-main/engine/policy/contenders.ts';
import {
  approve,
  bypass,
  cancel,
  expireRequest,
  reject,
  stuckChange,
  withdraw,
} from '../../../src-main/engine/request/decide.ts';
import { eligibleAt, type Progress, progressOf } from '../../../src-main/engine/request/progress.ts';
import { submit } from '../../../src-main/engine/request/submit.ts';
import { answer, ask } from '../../../src-main/engine/request/thread.ts';
import type { Organisation } from './organisation.ts';
import { powerLaw, type Random, shuffled } from './random.ts';
import { ACCOUNTS, ENVIRONMENTS, SERVICES, sentence, ticket } from './vocabulary.ts';
import { type Act, type LiveRequest, matcherOf, moment, openKey, record, type World } from './world.ts';

const HOUR = 3_600_000;

/** How long people take on average to act on a request, and an admin to review a break-glass. */
const DELAY = { act: 36 * HOUR, review: 40 * HOUR };

/** Schedules what people and time do to requests and grants. */
export interface Activity {
  /** Files a request; answers false if it is refused, as some are. */
  file(at: number): boolean;
  act(at: number, request: LiveRequest, act: Act): void;
  requestDue(at: number, request: LiveRequest): void;
  endGrant(at: number, id: string, how: 'time' | 'revoke' | 'release'): void;
  review(at: number, id: string, holderId: PersonId): void;
}

export function activity(world: World, { admins, requesters, tight }: Organisation, texts: number): Activity {
  const { random, schedule, directory } = world;
  const pickRequester = powerLaw(requesters, 0.8);
  const pickAccount = powerLaw<string>(ACCOUNTS, 0.7);
  const pickResource = powerLaw(resources(random), 0.7);

  const person = (id: PersonId): DirectoryPerson => {
    const found = directory.people.get(id);
    if (!found) throw new TypeError(`Nobody has the id ${id}.`);
    return found;
  };
  const admin = (other?: PersonId): DirectoryPerson => {
    const able = admins
      .map(person)
      .filter(({ id, role, status }) => id !== other && role === 'admin' && status === 'enabled');
    return random.pick(able);
  };
  const comment = (probability: number) => (random.chance(probability) ? sentence(random) : null);
  const again = (at: number, { id }: LiveRequest, act: Act, mean = DELAY.act) =>
    schedule.add(at + Math.ceil(random.exponential(mean)), { kind: 'act', id, act });

  const small = new Set<string>(tight);
  const canBeStuck = ({ rules }: LiveRequest) =>
    rules.steps.some(({ approvers }) => approvers.some(({ id }) => small.has(id)));

  // Its consequences, and whether the request became stuck or was freed. Large groups always keep enough people.
  const settle = (at: number, actor: PersonId, request: LiveRequest, facts: readonly Fact[]) => {
    record(world, at, actor, facts);
    if (!world.open.has(request.id) || !canBeStuck(request)) return;
    const change = stuckChange(progressOf(request, directory));
    if (change) record(world, at, actor, [change]);
  };

  const decide: Record<Act, (at: number, progress: Progress, request: LiveRequest) => void> = {
    approve(at, progress, request) {
      const actor = random.pick([...eligibleAt(progress, request.openPosition), request.requesterId]);
      const outcome = approve(
        progress,
        person(actor),
        comment(0.3),
        moment(at),
        grantId.parse(world.ledgerWriter.newId(at)),
      );
      if (outcome.ok) settle(at, actor, request, outcome.facts);
      if (outcome.ok) plan(at, outcome.facts);
      const act = outcome.ok && outcome.facts.length === 1 && random.chance(0.03) ? 'withdraw' : 'approve';
      if (world.open.has(request.id)) again(at, request, act, outcome.ok ? DELAY.act : DELAY.act / 4);
    },
    withdraw(at, progress, request) {
      const last = request.decisions.at(-1);
      if (last) {
        const outcome = withdraw(progress, person(last.personId), comment(0.5));
        if (outcome.ok) settle(at, last.personId, request, outcome.facts);
      }
      again(at, request, 'approve');
    },
    reject(at, progress, request) {
      const [actor] = shuffled([...eligibleAt(progress, request.openPosition)], random);
      const outcome = actor && reject(progress, person(actor), comment(0.9));
      if (actor && outcome?.ok) settle(at, actor, request, outcome.facts);
    },
    cancel(at, progress, request) {
      const outcome = cancel(progress, person(request.requesterId), comment(0.4));
      if (outcome.ok) settle(at, request.requesterId, request, outcome.facts);
    },
    adminCancel(at, progress, request) {
      const actor = admin(request.requesterId);
      const outcome = cancel(progress, actor, sentence(random));
      if (outcome.ok) settle(at, actor.id, request, outcome.facts);
    },
    bypass(at, progress, request) {
      const actor = person(request.requesterId);
      const outcome = bypass(
        progress,
        actor,
        sentence(random),
        moment(at),
        grantId.parse(world.ledgerWriter.newId(at)),
      );
      if (outcome.ok) settle(at, actor.id, request, outcome.facts);
      if (outcome.ok) plan(at, outcome.facts);
    },
  };

  // By an approver of the open step or by the requester.
  const write = (at: number, progress: Progress, request: LiveRequest) => {
    const asked = random.chance(0.6);
    const [actor] = asked ? shuffled([...eligibleAt(progress, request.openPosition)], random) : [request.requesterId];
    const outcome = actor && (asked ? ask : answer)(progress, person(actor), sentence(random));
    if (actor && outcome?.ok) record(world, at, actor, outcome.facts);
  };

  // Some grants end early, and every break-glass is reviewed at some time.
  const plan = (at: number, facts: readonly Fact[]) => {
    for (const fact of facts) {
      if (fact.type !== 'grant.started') continue;
      const { id, personId: holderId, expiresAt, viaBypass } = fact.data;
      const length = Date.parse(expiresAt) - at;
      const how = random.chance(0.15) ? 'release' : random.chance(0.03) ? 'revoke' : null;
      if (how) schedule.add(at + Math.ceil(random.next() * length), { kind: 'endGrant', id, how });
      if (viaBypass) schedule.add(at + Math.ceil(random.exponential(DELAY.review)), { kind: 'review', id, holderId });
    }
  };

  return {
    file(at) {
      const onBehalf = random.chance(0.03);
      const requester = person(pickRequester(random));
      const actor = onBehalf ? admin(requester.id) : requester;
      const [resource, account] = [pickResource(random), pickAccount(random)];
      const busy = world.openOnce.has(openKey({ requesterId: requester.id, resource, account }));
      if (requester.status === 'disabled' || busy) return false;
      const contenders = matcherOf(world).contenders(resource, account);
      const match = explain(contenders).winner;
      const reason = winningReason(contenders);
      const policy = match && world.policies.get(match.policyId);
      if (!match || !reason || !policy) return false;
      const { duration, requireJustification, requireTicket } = policy.rules;
      const longest = Math.floor(duration.maxSeconds / 900);
      const durationSeconds = Math.max(
        duration.minSeconds,
        900 * (1 + random.int(random.chance(0.8) ? Math.min(longest, 40) : longest)),
      );
      const id = requestId.parse(world.ledgerWriter.newId(at));
      const outcome = submit(
        {
          actor,
          requester,
          application: { resource, account, durationSeconds },
          policy: { match, reason, rules: policy.rules },
          directory,
          duplicateOf: null,
        },
        {
          justification: requireJustification ? sentence(random) : comment(0.7),
          ticket: requireTicket || random.chance(0.4) ? ticket(random) : null,
        },
        id,
        world.filed + 1,
        moment(at),
      );
      if (!outcome.ok) return false;
      record(world, at, actor.id, outcome.facts);
      const request = world.open.get(id);
      if (!request) return true;
      settle(at, actor.id, request, []);
      again(at, request, fate(random, request), DELAY.act);
      return true;
    },
    act(at, request, act) {
      const progress = progressOf(request, directory);
      if (texts > 0 && random.chance(texts)) write(at, progress, request);
      decide[act](at, progress, request);
    },
    requestDue(at, request) {
      const fact = expireRequest(request, moment(at));
      if (fact) record(world, at, null, [fact]);
    },
    endGrant(at, id, how) {
      const grant = world.grants.get(grantId.parse(id));
      if (!grant) return;
      const expired = expireGrant(grant, moment(at));
      if (how === 'time' && expired) record(world, at, null, [expired]);
      if (how === 'release' && person(grant.personId).status === 'enabled')
        record(world, at, grant.personId, [{ type: 'grant.released', data: { id: grant.id } }]);
      if (how === 'revoke')
        record(world, at, admin().id, [
          { type: 'grant.revoked', data: { id: grant.id, reason: sentence(random), cause: 'admin' } },
        ]);
    },
    review(at, id, holderId) {
      const fact: Fact = { type: 'bypass.reviewed', data: { grantId: grantId.parse(id), comment: sentence(random) } };
      record(world, at, admin(holderId).id, [fact]);
    },
  };
}

function fate(random: Random, request: LiveRequest): Act {
  if (request.rules.bypass && request.filedById === null && random.chance(request.stuckBecause === null ? 0.3 : 0.8))
    return 'bypass';
  const chance = random.next();
  if (chance < 0.82) return 'approve';
  if (chance < 0.92) return 'reject';
  return chance < 0.98 ? 'cancel' : 'adminCancel';
}

// Every environment has several machines of every service; the first ones are requested most often.
const MACHINES = 30;

function resources(random: Random): string[] {
  const all = ENVIRONMENTS.flatMap((environment) =>
    SERVICES.flatMap((service) =>
      Array.from({ length: MACHINES }, (_, index) => `${environment}-${service}-${String(index + 1).padStart(2, '0')}`),
    ),
  );
  return shuffled(all, random);
}
