import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Answer } from '#contract/refusal.ts';
import type { AccessRequest } from '#contract/requests.ts';
import { type Command, FIRST_LINE, type Line, resolve, toLine } from './commands.ts';
import { commandFor, opening, type Run } from './intents.ts';
import { checkInvariants } from './invariants.ts';
import { type Observation, Observer } from './observe.ts';
import { type Expectation, Reference } from './reference.ts';
import type { World } from './world.ts';

/** How often each kind of outcome occurred, to check that a generator reaches them all. */
export type Tally = Map<string, number>;

/**
 * Plays a run: each command is carried out in the world and predicted by the reference model. After each one the two are
 * compared and the invariants checked. Throws, with the run as a scenario that `desk play` takes, at the first disagreement.
 */
export async function play(world: World, run: Run, tally: Tally): Promise<void> {
  const player = new Player(world, tally);
  try {
    await player.begin();
    for (const command of opening(run)) await player.step(command);
    for (const [index, intent] of run.intents.entries()) {
      const command = commandFor(intent, player.reference, `s${index + 1}`);
      if (command) await player.step(command);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}\n\n${player.scenario()}\n`, { cause: error });
  }
}

class Player {
  readonly reference = new Reference();
  readonly #world: World;
  readonly #tally: Tally;
  readonly #observer: Observer;
  readonly #saved = new Map<string, unknown>();
  readonly #lines: (Line & { readonly refused?: string })[] = [];
  #seen: Observation | null = null;

  constructor(world: World, tally: Tally) {
    this.#world = world;
    this.#tally = tally;
    this.#observer = new Observer(world);
  }

  scenario(): string {
    return this.#lines.map((line) => JSON.stringify(line)).join('\n');
  }

  async begin(): Promise<void> {
    this.#lines.push(FIRST_LINE);
    const answer = await this.#world.execute({ as: 'admin', area: 'people', verb: 'list', input: {} });
    if (answer.ok) this.#saved.set('first', answer.result);
  }

  async step(command: Command): Promise<void> {
    const line = toLine(command);
    this.#lines.push(line);
    const expected = this.reference.expect(command);
    if ('advance' in line) await this.#world.advance(line.advance);
    else await this.#call(command, line, expected);
    await this.#lookAround();
  }

  async #call(command: Command, line: Exclude<Line, { advance: number }>, expected: Expectation): Promise<void> {
    const [area = '', verb = ''] = line.do.split('.');
    const input = resolve(line.with, this.#saved);
    const shown = area === 'requests' && verb !== 'submit' ? await this.#explained(command, input) : null;
    const answer = await this.#world.execute({ as: line.as, area, verb, input });
    const code = answer.ok ? 'ok' : (answer.error.reason ?? answer.error.code);
    this.#tally.set(`${line.do} ${code}`, (this.#tally.get(`${line.do} ${code}`) ?? 0) + 1);
    if (!answer.ok) this.#lines[this.#lines.length - 1] = { ...line, refused: answer.error.code };
    compare(answer, expected);
    if (shown) compareExplanation(answer, shown, verb);
    if (answer.ok && line.save !== undefined) this.#saved.set(line.save, answer.result);
  }

  // The request as the actor sees it before the command; undefined if they do not see it.
  async #explained(command: Command, input: unknown): Promise<AccessRequest | null> {
    if (command.do === 'advance') return null;
    const { id } = z.looseObject({ id: z.string() }).parse(input);
    const answer = await this.#world.execute({ as: command.as, area: 'requests', verb: 'get', input: { id } });
    return answer.ok ? z.custom<AccessRequest>().parse(answer.result) : null;
  }

  async #lookAround(): Promise<void> {
    // Nothing can be read before the observer exists.
    if (!this.#saved.has('audra')) return;
    const now = await this.#observer.look();
    checkInvariants(now, this.#seen ?? now);
    this.#compareWorld(now);
    this.#seen = now;
  }

  #compareWorld({ people, groups, requests, grants }: Observation): void {
    const { reference } = this;
    for (const [username, expected] of reference.people) {
      const found = people.find((person) => person.username === username);
      same(username, { role: found?.role, enabled: found?.status === 'enabled' }, { ...expected });
    }
    same('groups', groups.length, reference.groups.size);
    for (const [label, { members }] of reference.groups) {
      const found = groups.find(({ id }) => id === this.#idOf(label));
      same(label, found?.members.map(({ username }) => username).sort(), [...members].sort());
    }
    same('requests', requests.length, reference.requests.size);
    for (const [label, expected] of reference.requests) {
      const found = requests.find(({ id }) => id === this.#idOf(label));
      same(
        label,
        {
          status: found?.status,
          stuck: found?.stuck,
          steps: found?.steps.map(({ status }) => status),
          approved: found?.steps.map(({ approved }) => approved),
        },
        {
          status: expected.status,
          stuck: reference.isStuck(expected),
          steps: reference.stepStatuses(expected),
          approved: expected.approvals.map(({ size }) => size),
        },
      );
    }
    same('grants', grants.length, reference.grants.size);
    for (const expected of reference.grants.values()) {
      const found = grants.find(({ requestId }) => requestId === this.#idOf(expected.request));
      same(
        `the grant of ${expected.request}`,
        { holder: found?.person.username, status: found?.status, reviewed: found?.bypass?.reviewedBy != null },
        { holder: expected.holder, status: expected.status, reviewed: expected.reviewed },
      );
    }
  }

  #idOf(label: string): unknown {
    return resolve(`$${label}.id`, this.#saved);
  }
}

function compare(answer: Answer<unknown>, expected: Expectation): void {
  if (answer.ok !== expected.ok) {
    const said = answer.ok
      ? 'allowed'
      : `refused: ${answer.error.code} ${answer.error.reason ?? ''} ${answer.error.message}`;
    throw new Error(`This was ${said}; the model says ${JSON.stringify(expected)}.`);
  }
  if (answer.ok || expected.ok) return;
  const { code, reason, message } = answer.error;
  const asPredicted = expected.codes.includes(code) && (!reason || (expected.reasons?.includes(reason) ?? false));
  if (!asPredicted)
    throw new Error(`Refused as ${code} ${reason ?? ''} (${message}); the model says ${JSON.stringify(expected)}.`);
}

// The preview must be the outcome: docs/rules.md#explaining.
function compareExplanation(answer: Answer<unknown>, { viewer }: AccessRequest, verb: string): void {
  const shown = viewer.why.find(({ action }) => action === verb);
  if (answer.ok) {
    if (shown) throw new Error(`It was said that ${verb} was not possible (${shown.message}), and it was.`);
    return;
  }
  const { code, reason, message } = answer.error;
  // Only the command has a comment, so only its refusal can depend on one.
  if (code === 'INVALID_INPUT') return;
  if (!shown || !isDeepStrictEqual({ ...shown }, { action: verb, code, message, ...(reason ? { reason } : {}) }))
    throw new Error(`Refused as ${code} ${reason ?? ''} (${message}), but what was shown is ${JSON.stringify(shown)}.`);
}

function same(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected))
    throw new Error(`${what} is ${JSON.stringify(found)}; the model says ${JSON.stringify(expected)}.`);
}
