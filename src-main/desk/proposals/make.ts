import { eventCatalogue } from '#contract/events.ts';
import { MAX_CHANGES_IN_PROPOSAL, type proposable, proposalInputs } from '#contract/proposals.ts';
import type { Refusal } from '#contract/refusal.ts';
import { proposalId } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { invalid } from '../../engine/outcome.ts';
import { makeProposal } from '../../engine/proposal/decide.ts';
import { nextProposalNumber } from '../../store/queries/proposals.ts';
import { groupChanges } from '../groups/verbs.ts';
import { commitOr, ok, refuse, type WritingUseCase, writes } from '../kernel/usecase.ts';
import { peopleChanges } from '../people/changes.ts';
import { peopleImport } from '../people/import/import.ts';
import { codeVerbs } from '../people/keys.ts';
import { policyChanges } from '../policies/changes.ts';
import { policyImport } from '../policies/code/import.ts';
import { enrolDeskKey } from '../session/deskKey.ts';
import { oversight } from '../session/oversight.ts';
import { proposedSettings } from '../settings/settings.ts';
import { viewProposal } from './view.ts';

type Proposable = {
  readonly [A in keyof typeof proposable]: { readonly [V in (typeof proposable)[A][number]]: WritingUseCase<unknown> };
};

/** The calls that can be proposed. */
const calls: Proposable = {
  people: {
    create: peopleChanges.create,
    update: peopleChanges.update,
    enable: peopleChanges.enable,
    import: peopleImport.import,
    ...codeVerbs,
  },
  groups: groupChanges,
  policies: { ...policyChanges, apply: policyImport.apply },
  settings: { update: proposedSettings },
  session: { issueKit: oversight.issueKit, enrolDeskKey },
};

/**
 * Proposes a call: makes it in a dry run, so that a refusal of the call also refuses the proposal, and stores the changes that it made.
 */
const make = writes(proposalInputs.make, { roles: eventCatalogue['proposal.made'].roles }, (context, input) => {
  const { core, db, person, session, transaction } = context;
  const call = callNamed(input.area, input.verb);
  if (typeof call === 'string') return refuse(invalid({ [call]: t('desk.proposals.notProposable') }));
  const id = proposalId.parse(context.newId());
  const number = nextProposalNumber(db);
  const { result, dryRunChanges } = transaction.dryRun((inner) =>
    call.within(inner, core, { person, session }, input.input),
  );
  if (!result.ok) return refuse(ofInput(result.error));
  const changes = dryRunChanges.map(({ change }) => change);
  if (!dryRunChanges.some(({ needsFourEyes }) => needsFourEyes))
    return refuse(invalid({ input: t('desk.proposals.needsNoApproval') }));
  if (changes.length > MAX_CHANGES_IN_PROPOSAL) return refuse(invalid({ input: tooMany(changes.length) }));
  return commitOr(context, makeProposal(id, number, changes, input.comment), () => viewProposal(context, id));
});

export const makeProposals = {
  make,
  /** What a call would propose. Makes the proposal in a dry run. */
  preview: writes(proposalInputs.preview, { roles: eventCatalogue['proposal.made'].roles }, (context, input) => {
    const { core, person, session, transaction } = context;
    const { result } = transaction.dryRun((inner) => make.within(inner, core, { person, session }, input));
    if (!result.ok) return result;
    const { summary, changes } = result.result;
    return ok({ summary, changes });
  }),
};

// The call with this name, or the field whose name is unknown.
function callNamed(area: string, verb: string): WritingUseCase<unknown> | 'area' | 'verb' {
  const areas: Readonly<Record<string, Readonly<Record<string, WritingUseCase<unknown>>>>> = calls;
  const ofArea = Object.hasOwn(areas, area) ? areas[area] : undefined;
  if (!ofArea) return 'area';
  return (Object.hasOwn(ofArea, verb) ? ofArea[verb] : undefined) ?? 'verb';
}

const tooMany = (count: number): string => t('desk.proposals.tooManyChanges', { count, most: MAX_CHANGES_IN_PROPOSAL });

// Wrong fields of the call are inside the field that holds its input.
function ofInput({ fields, ...error }: Refusal): Refusal {
  if (!fields) return error;
  return {
    ...error,
    fields: Object.fromEntries(Object.entries(fields).map(([path, text]) => [`input.${path}`, text])),
  };
}
