import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Role } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import type { Desk, DeskOptions } from '../../../src-main/desk/desk.ts';
import { foundDesk } from '../../../src-main/desk/host/founding.ts';
import { type Environment, machineEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import type { PrintedPage } from '../../../src-main/desk/kernel/secureDisplay.ts';
import { openExisting } from '../../../src-main/desk/open.ts';
import { Session } from '../../../src-main/identity/session.ts';
import { answer, answers, type Refused } from '../shapes/answers.ts';
import { newFolder, START } from '../support.ts';

/** A strong passphrase, a different one for each person. */
export const passphraseOf = (username: string): string => `${username} keeps seven violet herons`;

/** The wall clock of a test, which stands still unless it is moved. */
export class Wall {
  at = START;
  #watchedMs = 0;
  readonly environment: Environment = {
    ...machineEnvironment,
    wallClock: () => this.at,
    monotonicMs: () => this.#watchedMs,
  };

  /** Lets time pass; a running desk notices it. */
  pass(seconds: number): void {
    this.#watchedMs += seconds * 1000;
    this.move(seconds);
  }

  /** Sets the clock forward or, with a negative number of seconds, backward; a running desk sees a leap. */
  move(seconds: number): void {
    this.at = new Date(Date.parse(this.at) + seconds * 1000).toISOString();
  }
}

const FOUNDER = { username: 'ada', name: 'Ada Admin', email: 'ada@example.test' };

/** A real desk in its own folder, as people use it; each call is made in the session of a person, by username. */
export class RealDesk {
  readonly #sessions = new Map<string, Session>();
  /** Every answer that was given, as text. */
  readonly answered: string[] = [];

  constructor(
    readonly directory: string,
    readonly desk: Desk,
    readonly wall: Wall,
    readonly secureDisplay: PrintedPage[],
    readonly logged: string[],
  ) {}

  session(username: string): Session {
    const known = this.#sessions.get(username) ?? new Session();
    this.#sessions.set(username, known);
    return known;
  }

  async answer(username: string, call: string, input: unknown = {}): Promise<Answer<unknown>> {
    const [area = '', verb = ''] = call.split('.');
    const given = await this.desk.call(this.session(username), area, verb, input);
    this.answered.push(JSON.stringify(given));
    expect(() => answer.parse(given), JSON.stringify(given).slice(0, 2_000)).not.toThrow();
    return given;
  }

  /** Makes a call that must succeed. */
  async ok(username: string, call: string, input: unknown = {}): Promise<unknown> {
    const given = await this.answer(username, call, input);
    if (!given.ok)
      throw new Error(`${call} by ${username}: ${given.error.code}. ${given.error.message} ${this.logged.join()}`);
    return given.result;
  }

  /** Makes a call that must be refused. */
  async refused(username: string, call: string, input: unknown = {}): Promise<Refused> {
    const given = answer.parse(await this.answer(username, call, input));
    if (given.ok) throw new Error(`${call} by ${username} was not refused.`);
    return given.error;
  }

  signIn(username: string, passphrase = passphraseOf(username)): Promise<Answer<unknown>> {
    return this.answer(username, 'session.signIn', { username, passphrase });
  }

  /** The value with a label on the newest printed page. */
  onPrintedPage(label: string): string {
    const value = this.secureDisplay.at(-1)?.fields.find((field) => field.label === label)?.value;
    if (value === undefined) throw new Error(`No printed page has a field ${label}.`);
    return value;
  }

  /** Creates a person as the founder and issues their code. Answers id and code. */
  async invite(username: string, role: Role = 'member'): Promise<{ id: string; code: string }> {
    const person = { username, name: `${username} Example`, email: `${username}@example.test`, role };
    const { id } = answers.people.create.parse(await this.ok('ada', 'people.create', person));
    return { id, code: await this.issueCode(id) };
  }

  async issueCode(id: string, by = 'ada'): Promise<string> {
    await this.ok(by, 'people.issueCode', { id });
    return this.onPrintedPage('One-time code');
  }

  /** Has a person enrol, in their own session. Answers their id. */
  async hire(username: string, role: Role = 'member'): Promise<string> {
    const { id, code } = await this.invite(username, role);
    await this.ok(username, 'session.enrol', { username, code, passphrase: passphraseOf(username) });
    return id;
  }

  /** The types of the newest events, oldest first. */
  async newest(count: number): Promise<string[]> {
    const page = answers.ledger.list.parse(await this.ok('ada', 'ledger.list', { limit: count }));
    return page.items.map(({ type }) => type).reverse();
  }

  keyFile(name: string): string {
    return readFileSync(join(this.directory, 'keys', name), 'utf8');
  }

  close(): Promise<void> {
    return this.desk.close();
  }
}

type Options = Omit<DeskOptions, 'store' | 'directory'>;

function optionsFor(wall: Wall, secureDisplay: PrintedPage[], logged: string[]): Options {
  return {
    environment: wall.environment,
    secureDisplay: { show: (printedPage) => secureDisplay.push(printedPage), hideAll: () => undefined },
    log: (_, error) => logged.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  };
}

/** Founds a desk for the running test; its founder, ada, is signed in. */
export async function foundRealDesk(wall = new Wall()): Promise<RealDesk> {
  const directory = newFolder();
  const [secureDisplay, logged]: [PrintedPage[], string[]] = [[], []];
  const founded = await foundDesk(optionsFor(wall, secureDisplay, logged), {
    directory,
    name: 'Night desk',
    admin: FOUNDER,
    passphrase: passphraseOf('ada'),
  });
  if (!founded.ok) throw new Error(founded.refusal.message);
  const desk = new RealDesk(directory, founded.desk, wall, secureDisplay, logged);
  onTestFinished(async () => {
    await desk.close();
    rmSync(directory, { recursive: true, force: true });
  });
  await desk.signIn('ada');
  return desk;
}

/** Opens the same workspace again, as another process or after a restart. The caller closes it. */
export async function openAgain({ directory, wall }: RealDesk): Promise<RealDesk> {
  const [secureDisplay, logged]: [PrintedPage[], string[]] = [[], []];
  const opened = await openExisting({ ...optionsFor(wall, secureDisplay, logged), directory, check: 'header' });
  if (!opened.ok) throw new Error(opened.refusal.message);
  return new RealDesk(directory, opened.desk, wall, secureDisplay, logged);
}
