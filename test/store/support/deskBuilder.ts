import type { Fact } from '#contract/events.ts';
import { groupId, type PersonId, personId, policyId, type RequestId, requestId } from '#contract/scalars.ts';
import type { WriteConnection } from '../../../src-main/store/connection.ts';
import type { Viewer } from '../../../src-main/store/queries/sight.ts';
import { ledgerWriter } from '../../support/generator/ledgerWriter.ts';
import { seeded } from '../../support/generator/random.ts';
import { emptyTables } from './workspace.ts';

interface Asked {
  readonly by: PersonId;
  readonly resource: string;
  readonly account: string;
  readonly justification?: string;
  readonly ticket?: string;
}

/** A desk in memory to which a test adds events one by one; one group approves everything. */
export interface DeskBuilder {
  readonly connection: WriteConnection;
  readonly admin: Viewer;
  person(username: string, name: string): PersonId;
  rename(id: PersonId, name: string): void;
  /** A person's key is reset, and they enrol a new one. */
  resetKey(id: PersonId): void;
  request(asked: Asked): void;
  /** Its requester cancels a request. */
  cancel(number: number): void;
}

/** `connection`, if given, has empty tables of the current schema. */
export async function deskBuilder(connection?: WriteConnection): Promise<DeskBuilder> {
  return tell(connection ?? (await emptyTables()));
}

function tell(connection: WriteConnection): DeskBuilder {
  const book = ledgerWriter(connection, seeded(7));
  let now = Date.parse('2026-02-02T09:00:00.000Z');
  const requests: { readonly id: RequestId; readonly by: PersonId }[] = [];
  const id = () => book.newId(now);
  const admin = personId.parse(id());
  const group = groupId.parse(id());
  const policy = policyId.parse(id());
  const say = (actor: PersonId, ...facts: Fact[]) => {
    now += 1_000;
    book.commit(now, actor, facts);
  };
  const deskKey = book.makeKey(null).signer.key;
  const { key } = book.makeKey(admin).signer;
  const person = { id: admin, username: 'admin', name: 'Admin', email: 'admin@desk.invalid', key };
  say(admin, { type: 'desk.founded', data: { kind: 'training', name: 'Story', deskKey, admin: person } });
  say(admin, { type: 'group.created', data: { id: group, name: 'Approvers', memberIds: [admin] } });
  const rules = {
    name: 'All',
    description: null,
    conditions: [{ resource: '*' }],
    duration: { minSeconds: 1, maxSeconds: 3_600 },
    pendingTtlSeconds: 3_600,
    steps: [{ name: null, approvers: [{ kind: 'group' as const, id: group }], required: 1 }],
    distinctApprovers: true,
    precedence: 0,
    requireJustification: false,
    requireTicket: false,
    bypass: null,
  };
  say(admin, { type: 'policy.created', data: { id: policy, version: 1, rules } });
  return {
    connection,
    admin: { id: admin, role: 'admin', status: 'enabled' },
    person(username, name) {
      const newcomer = personId.parse(id());
      const { key: own } = book.makeKey(newcomer).signer;
      const email = `${username}@desk.invalid`;
      say(
        admin,
        { type: 'person.created', data: { id: newcomer, username, name, email, role: 'member' } },
        { type: 'key.enrolled', data: { personId: newcomer, key: own } },
      );
      return newcomer;
    },
    rename(one, name) {
      say(admin, { type: 'person.updated', data: { id: one, name, email: 'new@desk.invalid', role: 'member' } });
    },
    resetKey(one) {
      const { key } = book.makePair().signer;
      const expiresAt = new Date(now + 86_400_000).toISOString();
      say(
        admin,
        { type: 'enrolment.issued', data: { personId: one, key, expiresAt, reset: true } },
        { type: 'key.enrolled', data: { personId: one, key: book.makePair().signer.key } },
      );
    },
    request({ by, resource, account, justification, ticket }) {
      const request = { id: requestId.parse(id()), by };
      requests.push(request);
      say(by, {
        type: 'request.submitted',
        data: {
          id: request.id,
          number: requests.length,
          requesterId: by,
          filedById: null,
          resource,
          account,
          durationSeconds: 60,
          justification: justification ?? null,
          ticket: ticket ?? null,
          policyId: policy,
          policyVersion: 1,
          because: 'It is the only one.',
          expiresAt: new Date(now + 3_600_000).toISOString(),
        },
      });
    },
    cancel(number) {
      const request = requests[number - 1];
      if (!request) throw new Error(`There is no request ${number}.`);
      say(request.by, {
        type: 'request.cancelled',
        data: { requestId: request.id, comment: 'Not needed.', cause: 'requester' },
      });
    },
  };
}
