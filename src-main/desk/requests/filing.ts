import type { Policy, Ref } from '#contract/policies.ts';
import type { Refusal } from '#contract/refusal.ts';
import { MAX_PREVIEWED_PEOPLE, type RequestPreview, requestInputs } from '#contract/requests.ts';
import { type PersonId, type PolicyId, requestId } from '#contract/scalars.ts';
import type { Directory } from '../../engine/people/directory.ts';
import { refsOf } from '../../engine/policy/check.ts';
import { explainWinner, winningReason } from '../../engine/policy/contenders.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import {
  eligiblePeople,
  type Filing,
  type RequestedAccess,
  submit,
  whyNotFile,
  whyNotSubmit,
} from '../../engine/request/submit.ts';
import { fold } from '../../engine/text/fold.ts';
import { loadDirectory } from '../../store/queries/directory.ts';
import { nextRequestNumber } from '../../store/queries/numbers.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { findOpenRequest } from '../../store/queries/requestState.ts';
import { inDirectory, notFound } from '../kernel/lookup.ts';
import { ok, type Reading, reads, refuse, writes } from '../kernel/usecase.ts';
import { reassess } from './reassess.ts';
import { viewRequests } from './view.ts';

const filerOf = ({ core, db, person }: Reading): Filer => ({
  matcher: core.caches.matcher(db),
  personId: person.id,
  directory: (refs, personIds) => loadDirectory(db, refs, personIds),
  policy: (id) => loadPolicy(db, id),
  openTwin: (requesterId, resource, account) => findOpenRequest(db, requesterId, resource, account),
});

function previewOf(filing: Filing, refusal: Refusal | null): RequestPreview {
  const { policy } = filing;
  if (!policy) return { policy: null, steps: [], refusal };
  const { match, rules } = policy;
  const eligible = eligiblePeople(filing);
  return {
    policy: {
      name: rules.name,
      because: match.because,
      duration: rules.duration,
      requireJustification: rules.requireJustification,
      requireTicket: rules.requireTicket,
      pendingTtlSeconds: rules.pendingTtlSeconds,
    },
    steps: rules.steps.map(({ name, required }, index) => {
      const people = eligible[index] ?? [];
      return { name, required, eligible: people.length, people: people.slice(0, MAX_PREVIEWED_PEOPLE) };
    }),
    refusal,
  };
}

export const requestFiling = {
  preview: reads(requestInputs.preview, {}, (context, { resource, account, durationSeconds, requesterId }) => {
    const { db, person } = context;
    const forWhom = requesterId ?? person.id;
    const filing = loadFiling(filerOf(context), forWhom, {
      resource,
      account,
      durationSeconds: durationSeconds ?? null,
    });
    if (!filing) return refuse(notFound(db, 'person', forWhom, 'requesterId'));
    return ok(previewOf(filing, whyNotFile(person, forWhom) ?? whyNotSubmit(filing, null)));
  }),
  submit: writes(
    requestInputs.submit,
    { prepare: ({ store: { reader }, caches }) => reader.snapshot(() => caches.matcher(reader)) },
    (context, input) => {
      const { db, person } = context;
      const requesterId = input.requesterId ?? person.id;
      const why = whyNotFile(person, requesterId);
      if (why) return refuse(why);
      const { resource, account, durationSeconds, justification, ticket } = input;
      const filing = loadFiling(filerOf(context), requesterId, { resource, account, durationSeconds });
      if (!filing) return refuse(notFound(db, 'person', requesterId, 'requesterId'));
      const number = nextRequestNumber(db);
      const outcome = submit(filing, { justification, ticket }, requestId.parse(context.newId()), number, context.now);
      if (!outcome.ok) return refuse(outcome.refusal);
      context.commit(outcome.facts);
      reassess(context, [number]);
      const [view] = viewRequests(db, [number], person.id);
      if (!view) throw new TypeError('A request that was filed is there.');
      return ok(view);
    },
  ),
};

/** Who files a request, with the data that depends on where the desk runs. */
export interface Filer {
  readonly matcher: Matcher;
  readonly personId: PersonId;
  /** Loads the part of the directory that these references and people need. */
  directory(refs: readonly Ref[], personIds: readonly PersonId[]): Directory;
  /** The current version of a policy. */
  policy(id: PolicyId): Policy | undefined;
  /** The number of a person's open request for an account; the names are folded. */
  openTwin(requesterId: PersonId, resource: string, account: string): number | null;
}

/** What filing a request depends on; null if the requester does not exist. */
export function loadFiling(filer: Filer, requesterId: PersonId, application: RequestedAccess): Filing | null {
  const { matcher, personId } = filer;
  const { resource, account } = application;
  const contenders = matcher.contenders(resource, account);
  const match = explainWinner(contenders);
  const reason = winningReason(contenders);
  const rules = match && filer.policy(match.policyId);
  const directory = filer.directory(rules ? refsOf(rules) : [], [personId, requesterId]);
  const requester = directory.people.get(requesterId);
  if (!requester) return null;
  return {
    actor: inDirectory(directory, personId),
    requester,
    application,
    policy: match && reason && rules ? { match, reason, rules } : null,
    directory,
    duplicateOf: filer.openTwin(requesterId, fold(resource), fold(account)),
  };
}
