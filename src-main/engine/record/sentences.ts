import type { EventData, EventType, Fact, FactOf } from '#contract/events.ts';
import type { EventSentence, SentenceLink, SentenceTarget } from '#contract/ledger.ts';
import type { Role } from '#contract/people.ts';
import type { GrantId, GroupId, PersonId, PolicyId, ProposalId, RequestId } from '#contract/scalars.ts';
import type { TagsOf, TextKey, ValuesOf } from '#texts/catalogue.ts';
import { type Piece, t, textWithTags } from '#texts/texts.ts';
import { duration, listed, utcInstant } from '#texts/values.ts';
import { someNames } from '../people/someNames.ts';
import { type StepName, stepLabel, stepLabelFirst } from '../request/state.ts';

/** A request, as sentences name it. */
export interface NamedRequest {
  readonly id: RequestId;
  readonly number: number;
  readonly requesterId: PersonId;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  /** In order. */
  readonly steps: readonly Pick<StepName, 'name'>[];
}

/** A grant, as sentences name it. */
export interface NamedGrant {
  readonly id: GrantId;
  readonly personId: PersonId;
  readonly request: NamedRequest;
}

/** The fields of a person that can change. */
export type PersonDetails = Readonly<Record<'name' | 'email', string>> & { readonly role: Role };

/** The names and numbers that the sentence of an event needs. */
export interface SentenceContext {
  readonly at: string;
  /** Null when time or the machine caused it. */
  readonly actorId: PersonId | null;
  /** The reason that the desk recorded, in words; null without one. */
  readonly reason: string | null;
  readonly nameOf: (id: PersonId) => string;
  readonly groupNameOf: (id: GroupId) => string;
  /** The name that a group had before the event. */
  readonly groupNameBefore: (id: GroupId) => string;
  /** The name that a policy had when the event happened. */
  readonly policyNameOf: (id: PolicyId) => string;
  readonly proposalNumberOf: (id: ProposalId) => number;
  readonly requestOf: (id: RequestId) => NamedRequest;
  readonly grantOf: (id: GrantId) => NamedGrant;
  /** The details of a person before the event; null if they are not known. */
  readonly detailsBefore: (id: PersonId) => PersonDetails | null;
}

type Describe<T extends EventType> = (data: EventData<T>, context: SentenceContext) => EventSentence;

/** What happened, in a sentence whose names lead on. */
export function eventSentence(fact: Fact, context: SentenceContext): EventSentence {
  return described(fact, context);
}

// Generic, so that the compiler ties the data to its type.
function described<T extends EventType>(fact: FactOf<T>, context: SentenceContext): EventSentence {
  const describe: Describe<T> = sentences[fact.type];
  return describe(fact.data, context);
}

// A type of event that is missing here is a compile error.
const sentences: { readonly [T in EventType]: Describe<T> } = {
  'desk.founded': ({ kind, name, admin }) =>
    say(
      `record.founded.${kind}`,
      { actor: admin.name, desk: name },
      {
        by: { kind: 'person', id: admin.id },
      },
    ),
  'rules.adopted': ({ rules }) => say('record.rulesAdopted', { rules }, {}),
  'clock.advanced': ({ seconds }) => say('record.clock.advanced', { duration: duration(seconds) }, {}),
  'clock.corrected': ({ from }, context) => clockMoved('corrected', from, context),
  'clock.confirmed': ({ from }, context) => clockMoved('confirmed', from, context),
  'desk.updated': ({ fourEyes }, context) => {
    const { actor, by } = actorOf(context);
    return say(`record.fourEyes.${fourEyes ? 'on' : 'off'}`, { actor }, { by });
  },
  'proposal.made': ({ id, number, changes, comment }, context) => {
    const { actor, by } = actorOf(context);
    const links = { by, proposal: { kind: 'proposal', id } } as const;
    return say('record.proposal.made', { actor, number, count: changes.length }, links, comment);
  },
  'proposal.approved': (data, context) => proposalClosed('approved', data, context),
  'proposal.rejected': (data, context) => proposalClosed('rejected', data, context),
  'proposal.withdrawn': (data, context) => proposalClosed('withdrawn', data, context),
  'person.created': ({ id, username, name, role }, context) => {
    const { actor, by } = actorOf(context);
    return say(
      `record.person.added.${role}`,
      { actor, person: name, username },
      { by, person: { kind: 'person', id } },
    );
  },
  'enrolment.issued': ({ personId, reset }, context) =>
    onPerson(reset ? 'record.key.reset' : 'record.key.codeIssued', personId, context),
  'key.enrolled': ({ personId }, context) => ofPerson('record.key.enrolled', personId, context),
  'passphrase.changed': ({ personId }, context) => ofPerson('record.key.passphraseChanged', personId, context),
  'signin.failed': ({ personId }, context) => ofPerson('record.key.signInFailed', personId, context),
  'recovery.issued': (_, context) => {
    const { actor, by } = actorOf(context);
    return say('record.key.recoveryIssued', { actor }, { by });
  },
  'recovery.used': ({ personId }, context) => ofPerson('record.key.recoveryUsed', personId, context),
  'deskKey.enrolled': ({ replaces }, context) => {
    const { actor, by } = actorOf(context);
    return say(replaces === null ? 'record.key.deskKeyAdded' : 'record.key.deskKeyReplaced', { actor }, { by });
  },
  'person.updated': personUpdated,
  'person.disabled': ({ id }, context) => onPerson('record.person.disabled', id, context),
  'person.enabled': ({ id }, context) => onPerson('record.person.enabled', id, context),
  'group.created': ({ id, name, memberIds }, context) => {
    const { actor, by } = actorOf(context);
    const links = { by, group: { kind: 'group', id } } as const;
    return memberIds.length === 0
      ? say('record.group.createdEmpty', { actor, group: name }, links)
      : say('record.group.created', { actor, group: name, members: someNames(memberIds, context.nameOf) }, links);
  },
  'group.updated': groupUpdated,
  'group.removed': ({ id }, context) => {
    const { actor, by } = actorOf(context);
    return say('record.group.dropped', { actor, group: context.groupNameOf(id) }, { by, group: { kind: 'group', id } });
  },
  'accounts.imported': ({ rows }, context) => {
    const { actor, by } = actorOf(context);
    return say('record.imported', { actor, count: rows.length }, { by });
  },
  'policy.created': ({ id, rules }, context) => {
    const { actor, by } = actorOf(context);
    return say('record.policy.created', { actor, policy: rules.name }, { by, policy: { kind: 'policy', id } });
  },
  'policy.updated': ({ id, version, rules }, context) => {
    const { actor, by } = actorOf(context);
    const values = { actor, policy: rules.name, version };
    return say('record.policy.updated', values, { by, policy: { kind: 'policy', id } });
  },
  'policy.archived': ({ id }, context) => policyTurned('archived', id, context),
  'policy.restored': ({ id }, context) => policyTurned('restored', id, context),
  'request.submitted': submitted,
  'request.approved': (data, context) => decided('approved', data, context),
  'request.rejected': (data, context) => decided('rejected', data, context),
  'approval.withdrawn': (data, context) => decided('withdrawn', data, context),
  'step.completed': ({ requestId, position, next }, context) => {
    const { values, links, step, stepFirst } = aboutRequest(requestId, context);
    return next === null
      ? say('record.request.lastStepComplete', { ...values, step: stepFirst(position) }, links)
      : say('record.request.stepComplete', { ...values, step: stepFirst(position), next: step(next) }, links);
  },
  'question.asked': (data, context) => written('asked', data, context),
  'answer.given': (data, context) => written('answered', data, context),
  'request.bypassed': ({ requestId, reason }, context) => {
    const { values, links } = aboutRequest(requestId, context);
    const { actor, by } = actorOf(context);
    return say('record.request.bypassed', { ...values, actor }, { ...links, by }, reason);
  },
  'request.cancelled': cancelled,
  'request.expired': ({ requestId }, context) => {
    const { values, links } = aboutRequest(requestId, context);
    return say('record.request.expired', values, links);
  },
  'request.stuck': ({ requestId }, context) => {
    const { values, links } = aboutRequest(requestId, context);
    return say('record.request.stuck', { ...values, why: context.reason ?? '' }, links);
  },
  'request.unstuck': ({ requestId }, context) => {
    const { values, links } = aboutRequest(requestId, context);
    return say('record.request.freed', values, links);
  },
  'grant.started': ({ id, viaBypass }, context) => {
    const { values, links, length } = aboutGrant(id, context);
    return say(
      viaBypass ? 'record.access.startedByBypass' : 'record.access.started',
      { ...values, duration: length },
      links,
    );
  },
  'grant.expired': ({ id }, context) => {
    const { values, links } = aboutGrant(id, context);
    return say('record.access.expired', values, links);
  },
  'grant.revoked': ({ id, cause, reason }, context) => {
    const { values, links } = aboutGrant(id, context);
    if (cause !== 'admin') return say('record.access.revokedBecause', { ...values, why: context.reason ?? '' }, links);
    const { actor, by } = actorOf(context);
    return say('record.access.revoked', { ...values, actor }, { ...links, by }, reason);
  },
  'grant.released': ({ id }, context) => {
    const { values, links } = aboutGrant(id, context);
    const { actor, by } = actorOf(context);
    return say('record.access.released', { ...values, actor }, { ...links, by });
  },
  'bypass.reviewed': ({ grantId, comment }, context) => {
    const { values, links } = aboutGrant(grantId, context);
    const { actor, by } = actorOf(context);
    return say('record.access.reviewed', { ...values, actor }, { ...links, by }, comment);
  },
};

function clockMoved(how: 'corrected' | 'confirmed', from: string, context: SentenceContext): EventSentence {
  const { actor, by } = actorOf(context);
  return say(`record.clock.${how}`, { actor, from: utcInstant(from), to: utcInstant(context.at) }, { by });
}

function proposalClosed(
  how: 'approved' | 'rejected' | 'withdrawn',
  { id, comment }: EventData<'proposal.approved'>,
  context: SentenceContext,
): EventSentence {
  const { actor, by } = actorOf(context);
  const links = { by, proposal: { kind: 'proposal', id } } as const;
  return say(`record.proposal.${how}`, { actor, number: context.proposalNumberOf(id) }, links, comment);
}

// What a person did, or what happened to them without another's doing.
function ofPerson(
  key: `record.key.${'enrolled' | 'passphraseChanged' | 'signInFailed' | 'recoveryUsed'}`,
  id: PersonId,
  { nameOf }: SentenceContext,
): EventSentence {
  return say(key, { person: nameOf(id) }, { person: { kind: 'person', id } });
}

// What another did to a person.
function onPerson(
  key: `record.${'key.reset' | 'key.codeIssued' | 'person.disabled' | 'person.enabled'}`,
  id: PersonId,
  context: SentenceContext,
): EventSentence {
  const { actor, by } = actorOf(context);
  return say(key, { actor, person: context.nameOf(id) }, { by, person: { kind: 'person', id } });
}

function personUpdated({ id, ...after }: EventData<'person.updated'>, context: SentenceContext): EventSentence {
  const { actor, by } = actorOf(context);
  const before = context.detailsBefore(id);
  const changes = (['role', 'name', 'email'] as const).flatMap((field) =>
    before === null || before[field] === after[field]
      ? []
      : [t(`record.person.change.${field}`, { before: before[field], after: after[field] })],
  );
  const person = context.nameOf(id);
  const target = { kind: 'person', id } as const;
  if (changes.length === 0) return say('record.person.saved', { actor, person }, { by, person: target });
  const values = { person, changes: listed(changes) };
  return context.actorId === id
    ? say('record.person.ownUpdated', values, { person: target })
    : say('record.person.updated', { ...values, actor }, { by, person: target });
}

function groupUpdated(
  { id, name, added, removed }: EventData<'group.updated'>,
  context: SentenceContext,
): EventSentence {
  const { actor, by } = actorOf(context);
  const links = { by, group: { kind: 'group', id } } as const;
  const names = (ids: readonly PersonId[]) => someNames(ids, context.nameOf);
  const before = context.groupNameBefore(id);
  const values = { actor, group: name, before, added: names(added), removed: names(removed) };
  if (before !== name) {
    const changes = [
      ...(added.length > 0 ? [t('record.group.change.added', values)] : []),
      ...(removed.length > 0 ? [t('record.group.change.removed', values)] : []),
    ];
    if (changes.length === 0) return say('record.group.renamed', values, links);
    return say('record.group.renamedAndChanged', { ...values, changes: listed(changes) }, links);
  }
  if (added.length > 0 && removed.length > 0) return say('record.group.addedAndRemoved', values, links);
  if (added.length > 0) return say('record.group.added', values, links);
  return say(removed.length > 0 ? 'record.group.removed' : 'record.group.saved', values, links);
}

function policyTurned(how: 'archived' | 'restored', id: PolicyId, context: SentenceContext): EventSentence {
  const { actor, by } = actorOf(context);
  const values = { actor, policy: context.policyNameOf(id) };
  return say(`record.policy.${how}`, values, { by, policy: { kind: 'policy', id } });
}

function submitted(data: EventData<'request.submitted'>, context: SentenceContext): EventSentence {
  const { id, requesterId, filedById, durationSeconds, policyId, policyVersion: version, justification } = data;
  const { actor, by } = actorOf(context);
  const about = aboutRequest(id, context);
  const policy = context.policyNameOf(policyId);
  const values = { ...about.values, actor, duration: duration(durationSeconds), policy, version };
  const links = { ...about.links, by, policy: { kind: 'policy', id: policyId } } as const;
  if (filedById === null) return say('record.request.submitted', values, links, justification);
  const person = { kind: 'person', id: requesterId } as const;
  return say(
    'record.request.submittedFor',
    { ...values, person: context.nameOf(requesterId) },
    { ...links, person },
    justification,
  );
}

function decided(
  how: 'approved' | 'rejected' | 'withdrawn',
  { requestId, position, comment }: EventData<'request.approved'>,
  context: SentenceContext,
): EventSentence {
  const { values, links, step } = aboutRequest(requestId, context);
  const { actor, by } = actorOf(context);
  return say(`record.request.${how}`, { ...values, actor, step: step(position) }, { ...links, by }, comment);
}

function written(
  how: 'asked' | 'answered',
  { requestId, text }: EventData<'question.asked'>,
  context: SentenceContext,
): EventSentence {
  const { values, links } = aboutRequest(requestId, context);
  const { actor, by } = actorOf(context);
  return say(`record.request.${how}`, { ...values, actor }, { ...links, by }, text);
}

function cancelled(
  { requestId, comment, cause }: EventData<'request.cancelled'>,
  context: SentenceContext,
): EventSentence {
  const about = aboutRequest(requestId, context);
  const { actor, by } = actorOf(context);
  const values = { ...about.values, actor };
  const links = { ...about.links, by };
  const person = { kind: 'person', id: about.request.requesterId } as const;
  const requester = () => ({ ...values, person: context.nameOf(about.request.requesterId) });
  switch (cause) {
    case 'requester':
    case 'admin':
      return say('record.request.cancelled', values, links, comment);
    case 'requesterDisabled':
      return say('record.request.cancelledByDisabling', requester(), { ...links, person });
    case 'requesterBecameAuditor':
      return say('record.request.cancelledByAuditor', requester(), { ...links, person });
    case 'clockCorrected':
      return say('record.request.cancelledByClock', values, links);
  }
}

function aboutRequest(id: RequestId, context: SentenceContext) {
  const request = context.requestOf(id);
  const named = (position: number): StepName => ({ name: request.steps[position - 1]?.name ?? null, position });
  return {
    request,
    values: { number: request.number, place: placeOf(request) },
    links: { request: { kind: 'request', id }, account: accountOf(request) },
    step: (position: number) => stepLabel(named(position)),
    stepFirst: (position: number) => stepLabelFirst(named(position)),
  } as const;
}

function aboutGrant(id: GrantId, context: SentenceContext) {
  const { personId, request } = context.grantOf(id);
  return {
    values: { number: request.number, place: placeOf(request), person: context.nameOf(personId) },
    links: {
      grant: { kind: 'grant', id },
      person: { kind: 'person', id: personId },
      request: { kind: 'request', id: request.id },
      account: accountOf(request),
    },
    length: duration(request.durationSeconds),
  } as const;
}

const placeOf = ({ resource, account }: NamedRequest) => t('record.account', { resource, account });
const accountOf = ({ resource, account }: NamedRequest) => ({ kind: 'account', resource, account }) as const;

function actorOf({ actorId, nameOf }: SentenceContext): { actor: string; by: SentenceTarget | null } {
  return actorId === null
    ? { actor: t('record.desk'), by: null }
    : { actor: nameOf(actorId), by: { kind: 'person', id: actorId } };
}

/** Puts a text and its values together; each tag of the text leads to its target, or nowhere. */
function say<const Key extends TextKey>(
  key: Key,
  values: ValuesOf<Key>,
  targets: Readonly<Record<TagsOf<Key>, SentenceTarget | null>>,
  comment: string | null = null,
): EventSentence {
  const byTag = new Map<string, SentenceTarget | null>(Object.entries(targets));
  const links: SentenceLink[] = [];
  const append = (before: string, piece: Piece): string => {
    if (typeof piece === 'string') return before + piece;
    const sentence = piece.inside.reduce(append, before);
    const target = byTag.get(piece.tag);
    if (target) links.push({ ...target, start: before.length, end: sentence.length });
    return sentence;
  };
  return { sentence: textWithTags(key, values).reduce(append, ''), links, comment };
}
