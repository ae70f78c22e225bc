import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { Input } from '#contract/contract.ts';
import type { Area, Topic, Verb } from '#contract/names.ts';
import type { Role } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import { type PersonId, personId } from '#contract/scalars.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { type Environment, repeatableEnvironment } from '../../src-main/desk/kernel/environment.ts';
import type { Verify } from '../../src-main/desk/ledger/verify.ts';
import { openTraining } from '../../src-main/desk/open.ts';
import type { PreviewPolicy } from '../../src-main/desk/policies/impact/preview.ts';
import type { StartWhatIf } from '../../src-main/desk/policies/whatif/run.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { answer, answers, type PolicyAnswer, type Refused, type RequestAnswer } from './shapes/answers.ts';

export const START = '2026-01-05T09:00:00.000Z';
/** An id that belongs to nothing. */
export const NOBODY = '0190a5c2-7b1e-7c3d-9f4a-2b6d8e0f1a3c';

/** A step in brief: its approvers (`@managers` is a group) and how many must approve (1 if left out). */
export interface Step {
  readonly by: string;
  readonly required?: number;
  readonly name?: string;
}

export type PolicyTerms = Partial<Omit<Input<'policies', 'create'>, 'steps' | 'bypass'>> & {
  readonly steps: readonly Step[];
  /** Who may use break-glass, as in a step. */
  readonly bypassers?: string;
};

/** A training desk in its own folder, as people use it. Every answer is checked against docs/contract.md. */
export class TestDesk {
  readonly #ids = new Map<string, string>();
  readonly #ledger: Database.Database;

  constructor(
    readonly directory: string,
    readonly desk: Desk,
  ) {
    this.#ledger = new Database(join(directory, WORKSPACE_FILE), { readonly: true });
    this.#ids.set('admin', desk.findPerson('admin') ?? '');
  }

  /** The id of a person by username or, with `@`, of a group by name. */
  id(name: string): string {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`Nobody here is called ${name}.`);
    return id;
  }

  /** Takes over the names of people and groups from another desk of the same workspace. */
  knowFrom(other: TestDesk): void {
    for (const [name, id] of other.#ids) this.#ids.set(name, id);
  }

  person(username: string): PersonId {
    return personId.parse(this.id(username));
  }

  ref(name: string): { kind: 'person' | 'group'; id: string } {
    return { kind: name.startsWith('@') ? 'group' : 'person', id: this.id(name) };
  }

  refs(names: string): { kind: 'person' | 'group'; id: string }[] {
    return names.split(' ').map((name) => this.ref(name));
  }

  /** Makes any call, as a person by username or, with null, as nobody. */
  async answer(username: string | null, call: string, input: unknown = {}): Promise<Answer<unknown>> {
    const [area = '', ...verb] = call.split('.');
    const given = await this.desk.call(username === null ? null : this.person(username), area, verb.join('.'), input);
    expect(() => answer.parse(given), `the answer to ${call}: ${JSON.stringify(given).slice(0, 2_000)}`).not.toThrow();
    return given;
  }

  /** Makes a call that must be refused, and answers the refusal. */
  async refused(username: string | null, call: string, input: unknown = {}): Promise<Refused> {
    const given = answer.parse(await this.answer(username, call, input));
    if (given.ok)
      throw new Error(`${call} by ${username} was not refused: ${JSON.stringify(given.result).slice(0, 500)}`);
    return given.error;
  }

  /** Every verb of the contract, called as a person. Throws if a call is refused. */
  as(username: string) {
    const verb = <A extends Area, V extends Verb<A>, S extends z.ZodType>(area: A, name: V, shape: S) => {
      return async (input: Input<A, V>): Promise<z.output<S>> => {
        const given = await this.answer(username, `${area}.${name}`, input);
        if (!given.ok) throw new Error(`${area}.${name} by ${username}: ${given.error.code}. ${given.error.message}`);
        return shape.parse(given.result);
      };
    };
    return {
      people: {
        create: verb('people', 'create', answers.people.create),
        update: verb('people', 'update', answers.people.update),
        disable: verb('people', 'disable', answers.people.disable),
        enable: verb('people', 'enable', answers.people.enable),
        list: verb('people', 'list', answers.people.list),
        enrolments: verb('people', 'enrolments', answers.people.enrolments),
        previewDisable: verb('people', 'previewDisable', answers.people.previewDisable),
        previewRole: verb('people', 'previewRole', answers.people.previewRole),
        checkImport: verb('people', 'checkImport', answers.people.checkImport),
        import: verb('people', 'import', answers.people.import),
      },
      groups: {
        create: verb('groups', 'create', answers.groups.create),
        update: verb('groups', 'update', answers.groups.update),
        remove: verb('groups', 'remove', answers.groups.remove),
        list: verb('groups', 'list', answers.groups.list),
      },
      accounts: {
        import: verb('accounts', 'import', answers.accounts.import),
        checkImport: verb('accounts', 'checkImport', answers.accounts.checkImport),
        importFile: verb('accounts', 'importFile', answers.accounts.importFile),
        list: verb('accounts', 'list', answers.accounts.list),
        counts: verb('accounts', 'counts', answers.accounts.counts),
      },
      policies: {
        create: verb('policies', 'create', answers.policies.create),
        update: verb('policies', 'update', answers.policies.update),
        archive: verb('policies', 'archive', answers.policies.archive),
        restore: verb('policies', 'restore', answers.policies.restore),
        get: verb('policies', 'get', answers.policies.get),
        list: verb('policies', 'list', answers.policies.list),
        match: verb('policies', 'match', answers.policies.match),
        history: verb('policies', 'history', answers.policies.history),
        difference: verb('policies', 'difference', answers.policies.difference),
        export: verb('policies', 'export', answers.policies.export),
        saveExport: verb('policies', 'saveExport', answers.policies.saveExport),
        plan: verb('policies', 'plan', answers.policies.plan),
        apply: verb('policies', 'apply', answers.policies.apply),
        foresee: verb('policies', 'foresee', answers.policies.foresee),
        startWhatIf: verb('policies', 'startWhatIf', answers.policies.startWhatIf),
        whatIf: verb('policies', 'whatIf', answers.policies.whatIf),
        cancelWhatIf: verb('policies', 'cancelWhatIf', answers.policies.cancelWhatIf),
        whatIfRequests: verb('policies', 'whatIfRequests', answers.policies.whatIfRequests),
        saveDraft: verb('policies', 'saveDraft', answers.policies.saveDraft),
        loadDraft: verb('policies', 'loadDraft', answers.policies.loadDraft),
        dropDraft: verb('policies', 'dropDraft', answers.policies.dropDraft),
      },
      requests: {
        preview: verb('requests', 'preview', answers.requests.preview),
        submit: verb('requests', 'submit', answers.requests.submit),
        get: verb('requests', 'get', answers.requests.get),
        timeline: verb('requests', 'timeline', answers.requests.timeline),
        policies: verb('requests', 'policies', answers.requests.policies),
        remedies: verb('requests', 'remedies', answers.requests.remedies),
        list: verb('requests', 'list', answers.requests.list),
        counts: verb('requests', 'counts', answers.requests.counts),
        approve: verb('requests', 'approve', answers.requests.approve),
        reject: verb('requests', 'reject', answers.requests.reject),
        withdraw: verb('requests', 'withdraw', answers.requests.withdraw),
        cancel: verb('requests', 'cancel', answers.requests.cancel),
        ask: verb('requests', 'ask', answers.requests.ask),
        answer: verb('requests', 'answer', answers.requests.answer),
        bypass: verb('requests', 'bypass', answers.requests.bypass),
      },
      grants: {
        list: verb('grants', 'list', answers.grants.list),
        get: verb('grants', 'get', answers.grants.get),
        revoke: verb('grants', 'revoke', answers.grants.revoke),
        release: verb('grants', 'release', answers.grants.release),
        reviewBypass: verb('grants', 'reviewBypass', answers.grants.reviewBypass),
        check: verb('grants', 'check', answers.grants.check),
      },
      notices: {
        list: verb('notices', 'list', answers.notices.list),
        counts: verb('notices', 'counts', answers.notices.counts),
        markRead: verb('notices', 'markRead', answers.notices.markRead),
      },
      proposals: {
        make: verb('proposals', 'make', answers.proposals.make),
        preview: verb('proposals', 'preview', answers.proposals.preview),
        list: verb('proposals', 'list', answers.proposals.list),
        get: verb('proposals', 'get', answers.proposals.get),
        approve: verb('proposals', 'approve', answers.proposals.approve),
        reject: verb('proposals', 'reject', answers.proposals.reject),
        withdraw: verb('proposals', 'withdraw', answers.proposals.withdraw),
      },
      ledger: {
        list: verb('ledger', 'list', answers.ledger.list),
        verify: verb('ledger', 'verify', answers.ledger.verify),
        startCheck: verb('ledger', 'startCheck', answers.ledger.startCheck),
        check: verb('ledger', 'check', answers.ledger.check),
        cancelCheck: verb('ledger', 'cancelCheck', answers.ledger.cancelCheck),
        keepMark: verb('ledger', 'keepMark', answers.ledger.keepMark),
        mark: verb('ledger', 'mark', answers.ledger.mark),
        saveHead: verb('ledger', 'saveHead', answers.ledger.saveHead),
        printCheck: verb('ledger', 'printCheck', answers.ledger.printCheck),
      },
      views: {
        list: verb('views', 'list', answers.views.list),
        save: verb('views', 'save', answers.views.save),
        update: verb('views', 'update', answers.views.update),
        remove: verb('views', 'remove', answers.views.remove),
      },
      settings: {
        get: verb('settings', 'get', answers.settings.get),
        update: verb('settings', 'update', answers.settings.update),
      },
    };
  }

  /** New people, by username. */
  async hire(usernames: string, role: Role = 'member'): Promise<void> {
    for (const username of usernames.split(' ')) {
      const name = `${username.charAt(0).toUpperCase()}${username.slice(1)}`;
      const email = `${username}@example.test`;
      const { id } = await this.as('admin').people.create({ username, name, email, role });
      this.#ids.set(username, id);
    }
  }

  async group(name: string, members: string): Promise<string> {
    const { id } = await this.as('admin').groups.create({ name, memberIds: this.#members(members) });
    this.#ids.set(`@${name}`, id);
    return id;
  }

  /** Replaces the members of a group. */
  async regroup(name: string, members: string): Promise<void> {
    await this.as('admin').groups.update({ id: this.id(`@${name}`), memberIds: this.#members(members) });
  }

  policy(terms: PolicyTerms): Promise<PolicyAnswer> {
    return this.as('admin').policies.create(this.terms(terms));
  }

  /** The input of `policies.create`. By default it matches everything and allows up to four hours. */
  terms({ steps, bypassers, ...rest }: PolicyTerms): Input<'policies', 'create'> {
    return {
      name: 'everything',
      conditions: [{ resource: '*' }],
      duration: { maxSeconds: 14_400 },
      steps: this.steps(steps),
      ...(bypassers === undefined ? {} : { bypass: { bypassers: this.refs(bypassers) } }),
      ...rest,
    };
  }

  steps(steps: readonly Step[]): Input<'policies', 'create'>['steps'] {
    return steps.map(({ by, required = 1, name = null }) => ({ name, approvers: this.refs(by), required }));
  }

  /** A request for an hour of root, filed by a person for themselves. */
  file(username: string, resource = 'db', more: Partial<Input<'requests', 'submit'>> = {}): Promise<RequestAnswer> {
    return this.as(username).requests.submit({ resource, account: 'root', durationSeconds: 3_600, ...more });
  }

  /** Approvals by these people, one after another; answers the last one's. */
  async approve(id: string, usernames: string): Promise<RequestAnswer> {
    let latest: RequestAnswer | undefined;
    for (const username of usernames.split(' ')) latest = await this.as(username).requests.approve({ id });
    if (!latest) throw new Error('At least one person must approve.');
    return latest;
  }

  advance(seconds: number): Promise<void> {
    return this.desk.advance(seconds);
  }

  /** How many events there are. */
  get length(): number {
    return Number(this.#ledger.prepare('SELECT coalesce(max(sequence), 0) FROM ledger').pluck().get());
  }

  /** The types of the events after a sequence, oldest first. */
  typesAfter(sequence: number): string[] {
    const rows = this.#ledger
      .prepare("SELECT CAST(bytes AS TEXT) ->> '$.type' FROM ledger WHERE sequence > ? ORDER BY sequence")
      .pluck()
      .all(sequence);
    return rows.map(String);
  }

  /** The topics of the next announcement. */
  nextChange(): Promise<readonly Topic[]> {
    return new Promise((resolve) => {
      const stop = this.desk.onChanged((topics) => {
        stop();
        resolve(topics);
      });
    });
  }

  async close(): Promise<void> {
    this.#ledger.close();
    await this.desk.close();
  }

  #members(usernames: string): string[] {
    return usernames
      .split(' ')
      .filter(Boolean)
      .map((username) => this.id(username));
  }
}

export interface DeskOptions {
  readonly directory?: string;
  readonly environment?: Environment;
  readonly verify?: Verify;
  readonly previewPolicy?: PreviewPolicy;
  readonly whatIf?: StartWhatIf;
  readonly log?: (id: string, error: unknown) => void;
}

/** A new folder in the system's temporary folder. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'countersign-test-'));
}

/** A desk for several tests; the caller must call `dispose`. A given folder is not removed. */
export async function openSharedDesk(
  options: DeskOptions = {},
): Promise<{ desk: TestDesk; dispose: () => Promise<void> }> {
  const directory = options.directory ?? newFolder();
  const opened = await openTraining({
    directory,
    environment: options.environment ?? repeatableEnvironment('a test', START),
    name: 'Test',
    check: 'header',
    ...(options.verify ? { verify: options.verify } : {}),
    ...(options.previewPolicy ? { previewPolicy: options.previewPolicy } : {}),
    ...(options.whatIf ? { whatIf: options.whatIf } : {}),
    log: options.log ?? ((_, error) => expect.fail(`Logged: ${error instanceof Error ? error.stack : String(error)}`)),
  });
  if (!opened.ok) throw new Error(opened.refusal.message);
  const desk = new TestDesk(directory, opened.desk);
  return {
    desk,
    async dispose() {
      await desk.close();
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A desk for the running test, removed after it. */
export async function openDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const { desk, dispose } = await openSharedDesk(options);
  onTestFinished(dispose);
  return desk;
}

/** The progress of a what-if run of the admin at its end. */
export async function untilOver(desk: TestDesk, id: string) {
  for (;;) {
    const run = await desk.as('admin').policies.whatIf({ id });
    if (run.state !== 'running') return run;
    // The run continues when this thread is idle.
    await pause();
  }
}

/** A person's newest check of the ledger at its end. */
export async function untilChecked(desk: TestDesk, username: string) {
  for (;;) {
    const { check } = await desk.as(username).ledger.check({});
    if (check === null) throw new Error(`${username} has started no check.`);
    if (check.state !== 'running') return check;
    // The check continues when this thread is idle.
    await pause();
  }
}
