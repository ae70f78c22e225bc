import type { PolicyRules } from '#contract/policies.ts';
import type { Page, PolicyId } from '#contract/scalars.ts';
import type { WhatIfProgress, WhatIfRequest } from '#contract/whatIf.ts';
import type { Directory } from '../../../engine/people/directory.ts';
import { shownName } from '../../../engine/people/directory.ts';
import type { Matchable } from '../../../engine/policy/contenders.ts';
import {
  type Comparison,
  compareUnder,
  type Met,
  ungated,
  type WouldMeet,
} from '../../../engine/policy/whatif/comparison.ts';
import { differencesOf, indistinguishable } from '../../../engine/policy/whatif/differences.ts';
import { gateWith } from '../../../engine/policy/whatif/gate.ts';
import { outcomeOf, type PastRequest } from '../../../engine/policy/whatif/past.ts';
import { pastQuorum } from '../../../engine/policy/whatif/quorum.ts';
import { reasonSentence } from '../../../engine/policy/whatif/words.ts';
import type { ReadConnection, ReadDb } from '../../../store/connection.ts';
import { cutPage, decodeCursor, encodeCursor, numberPosition } from '../../../store/queries/cursor.ts';
import { numbersIn } from '../../../store/queries/moments.ts';
import { nextRequestNumber } from '../../../store/queries/numbers.ts';
import {
  type FiledRequest,
  listFiledRequests,
  loadFiledRequests,
  loadPersonNames,
} from '../../../store/queries/pastRequests.ts';
import { listActivePolicies, loadPolicy } from '../../../store/queries/policies.ts';
import { findPolicyRank } from '../../../store/queries/policyRank.ts';
import { FOREVER } from '../../../store/queries/span.ts';
import { moment } from '../../kernel/clock.ts';
import type { WhatIfJob, WhatIfPageQuery } from '../../kernel/jobs.ts';
import { asMatched, readDraft } from '../impact/draft.ts';
import { directoryOf } from '../load.ts';
import { simulationResults } from './results.ts';

export type Counts = Pick<WhatIfProgress, 'done' | 'total' | 'touched' | 'untouched' | 'findings' | 'fates'>;

/** A draft being run over past requests. */
export interface Simulation {
  counts(): Counts;
  /** Simulates the next `count` requests in one snapshot. Answers whether there are more. */
  next(count: number): boolean;
  /** Null if the cursor does not belong to this list. */
  page(asked: WhatIfPageQuery): Page<WhatIfRequest> | null;
}

const LIST = 'whatIf';

/** The policy that requests would have followed instead. */
interface Target extends WouldMeet {
  readonly name: string;
}

/**
 * Runs a draft over past requests as if it were among the policies active now. Takes the requests filed until now from the newest back, in
 * batches, each request in the state at its batch.
 */
export function simulatePast(connection: ReadConnection, job: WhatIfJob): Simulation {
  const { gate, targetOf, targets, span } = connection.snapshot(() => begin(connection, job));
  const found = simulationResults();
  // For each account the index of its target, or one of the two constants below. A million accounts must fit into memory.
  const met = new Map<number, number>();
  const filed = filedUnder(connection);
  const clocks = { now: moment(job.now), moment };
  const comparers = new Map<string, (request: PastRequest) => Comparison>();
  const total = span.to - span.from;
  let [done, before] = [0, span.to];

  const metAt = (request: FiledRequest): number => {
    const account = request.resourceId * MOST_NAMES + request.accountId;
    const known = met.get(account);
    if (known !== undefined) return known;
    const { winner, touched } = gate(request.resource, request.account);
    const target = !touched ? UNTOUCHED : winner === null ? NO_TARGET : targetOf(winner);
    met.set(account, target);
    return target;
  };
  const look = (request: FiledRequest): void => {
    const { number, status } = request;
    const target = metAt(request);
    if (target === UNTOUCHED) return;
    const would = targets[target];
    if (!would) return found.add({ ...ungated, number, status, target });
    const pair = `${target} ${request.policyId} ${request.policyVersion}`;
    const compare = comparers.get(pair) ?? compareUnder(filed(request), would, clocks);
    comparers.set(pair, compare);
    found.add({ ...compare(request), number, status, target });
  };

  return {
    counts: () => ({
      done,
      total,
      touched: found.size,
      untouched: done - found.size,
      findings: { ...found.findings },
      fates: { ...found.fates },
    }),
    next(count) {
      const batch = connection.snapshot(() => {
        const requests = listFiledRequests(connection, { from: span.from, before, count });
        for (const request of requests) look(request);
        return requests;
      });
      done += batch.length;
      before = batch.at(-1)?.number ?? span.from;
      return before > span.from;
    },
    page({ cursor, limit, ...wanted }) {
      const from = cursor === undefined ? FOREVER : decodeCursor(LIST, cursor, numberPosition);
      if (from === null) return null;
      const page = cutPage(found.list(wanted, from, limit + 1), limit, ({ number }) => encodeCursor(LIST, number));
      return connection.snapshot(() => {
        const requests = new Map(
          loadFiledRequests(
            connection,
            page.items.map(({ number }) => number),
          ).map((request) => [request.number, request]),
        );
        const names = loadPersonNames(
          connection,
          [...requests.values()].map(({ requesterId }) => requesterId),
        );
        const items = page.items.flatMap(({ number, status, target, findings, reason }): WhatIfRequest[] => {
          const request = requests.get(number);
          const requester = request && names.get(request.requesterId);
          if (!request || !requester) return [];
          const would = targets[target];
          const { id, resource, account, durationSeconds, submittedAt, policyId, policyVersion } = request;
          return [
            {
              requestId: id,
              number,
              requester,
              resource,
              account,
              durationSeconds,
              submittedAt,
              status,
              from: { policyId, name: filed(request).rules.name, version: policyVersion },
              to: would ? { policyId: would.policyId, name: would.name } : null,
              findings,
              fate: outcomeOf[reason],
              sentence: reasonSentence(reason, {
                request: { ...request, status },
                requesterName: shownName(requester),
                rules: would?.rules ?? null,
                lacks: reason === 'QUORUM' && would ? would.quorum(request) : null,
              }),
            },
          ];
        });
        return { items, nextCursor: page.nextCursor };
      });
    },
  };
}

/** The targets of requests that no policy would match, and of requests that the draft does not affect. */
const NO_TARGET = 0xffff_ffff;
const UNTOUCHED = -1;

// Ids of names count from 1, and two of them fit into one number.
const MOST_NAMES = 2 ** 26;

function begin(db: ReadDb, { draft, replaces, submittedFrom, submittedTo }: WhatIfJob) {
  const active = listActivePolicies(db);
  const old = replaces === null ? undefined : findPolicyRank(db, replaces);
  const { rules } = readDraft(db, draft, replaces);
  const written = asMatched(rules, old);
  const present = active.map(({ rules: { precedence, conditions }, ...policy }) => ({
    ...policy,
    precedence,
    conditions,
  }));
  const replaced = active.find(({ id }) => id === replaces);
  const unchanged = replaced !== undefined && indistinguishable(differencesOf(replaced.rules, rules));
  // The draft comes after all others.
  const targets = [
    ...active.map((policy) => targetFor(db, policy.id, policy.rules)),
    targetFor(db, old?.id ?? null, rules),
  ];
  const places = new Map<Matchable, number>(present.map((policy, place) => [policy, place]));
  const { from, to } = numbersIn(db, { from: submittedFrom ?? undefined, to: submittedTo ?? undefined });
  const end = Math.min(to, nextRequestNumber(db));
  return {
    gate: gateWith(present, written, replaces, unchanged),
    targets,
    targetOf: (policy: Matchable) => places.get(policy) ?? active.length,
    span: { from: Math.min(Math.max(from, 1), end), to: end },
  };
}

function targetFor(db: ReadDb, policyId: PolicyId | null, rules: PolicyRules): Target {
  const directory = once(() => directoryOf(db, rules));
  const quorum = once(() => pastQuorum(rules, directory()));
  return { policyId, name: rules.name, rules, directory, quorum: (request) => quorum()(request) };
}

/** Reads each policy version once: versions never change. */
function filedUnder(db: ReadDb): (request: FiledRequest) => Met {
  const known = new Map<string, Met>();
  return ({ policyId, policyVersion }) => {
    const key = `${policyId} ${policyVersion}`;
    const before = known.get(key);
    if (before) return before;
    const rules = loadPolicy(db, policyId, policyVersion);
    if (!rules)
      throw new TypeError(`A request was filed under version ${policyVersion} of ${policyId}, which is gone.`);
    const met = { policyId, rules, directory: once((): Directory => directoryOf(db, rules)) };
    known.set(key, met);
    return met;
  };
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
