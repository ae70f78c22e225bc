import { z } from 'zod';
import type { Grant } from '#contract/grants.ts';
import type { Group } from '#contract/groups.ts';
import type { Person } from '#contract/people.ts';
import type { Policy } from '#contract/policies.ts';
import type { AccessRequest } from '#contract/requests.ts';
import type { Page } from '#contract/scalars.ts';
import type { World } from './world.ts';

/** The auditor who observes the world; no command changes them. */
export const OBSERVER = 'audra';

/** Everything that the contract shows of a world. */
export interface Observation {
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly requests: readonly AccessRequest[];
  readonly grants: readonly Grant[];
  /** The rules under which a request was filed. */
  rulesOf(request: AccessRequest): Policy;
}

/** Observes a world repeatedly; constant values are read once. */
export class Observer {
  readonly #world: World;
  readonly #policies = new Map<string, Policy>();

  constructor(world: World) {
    this.#world = world;
  }

  async look(): Promise<Observation> {
    const observation = {
      people: await this.#list('people', z.custom<Page<Person>>()),
      groups: await this.#list('groups', z.custom<Page<Group>>()),
      requests: await this.#list('requests', z.custom<Page<AccessRequest>>()),
      grants: await this.#list('grants', z.custom<Page<Grant>>()),
    };
    for (const { policy } of observation.requests) await this.#learn(policy);
    return { ...observation, rulesOf: ({ policy }) => this.#known(policy) };
  }

  async #learn({ id, version }: AccessRequest['policy']): Promise<void> {
    const key = `${id} ${version}`;
    if (!this.#policies.has(key))
      this.#policies.set(key, await this.#ask('policies', 'get', { id, version }, z.custom<Policy>()));
  }

  #known({ id, version }: AccessRequest['policy']): Policy {
    const policy = this.#policies.get(`${id} ${version}`);
    if (!policy) throw new Error(`Version ${version} of ${id} was never seen.`);
    return policy;
  }

  async #list<T>(area: string, schema: z.ZodType<Page<T>>): Promise<readonly T[]> {
    const page = await this.#ask(area, 'list', { limit: 200 }, schema);
    if (page.nextCursor !== null) throw new Error(`There are more than 200 ${area}.`);
    return page.items;
  }

  async #ask<T>(area: string, verb: string, input: unknown, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.#world.execute({ as: OBSERVER, area, verb, input });
    if (!answer.ok) throw new Error(`The observer may not call ${area}.${verb}: ${answer.error.message}`);
    return schema.parse(answer.result);
  }
}
