import type { z } from 'zod';
import {
  type AccountCounts,
  type AccountPlan,
  type AccountsImported,
  accountInputs,
  type ListedAccount,
} from './accounts.ts';
import { draftInputs, type KeptDraft } from './drafts.ts';
import { type AccessCheck, type EndedGrant, type Grant, grantInputs } from './grants.ts';
import { type Group, groupInputs } from './groups.ts';
import {
  type CheckProgress,
  type KeptMark,
  type LedgerCheck,
  type LedgerPage,
  ledgerInputs,
  type SavedHead,
} from './ledger.ts';
import type { Area, Areas, Topic, Verb } from './names.ts';
import { type Notice, type NoticeCounts, noticeInputs } from './notices.ts';
import {
  type Enrolment,
  type ImportPlan,
  type IssuedCode,
  type IssuedCodes,
  type Person,
  type PersonConsequences,
  peopleInputs,
} from './people.ts';
import { type MatchResult, type Policy, policyInputs } from './policies.ts';
import type { PolicyDifference, PolicyHistoryEntry } from './policyHistory.ts';
import { type PolicyImpact, policyImpactInputs } from './policyImpact.ts';
import type { PolicyExport, PolicySetPlan, SavedExport } from './policySet.ts';
import { type Proposal, type ProposalPreview, type ProposalSummary, proposalInputs } from './proposals.ts';
import type { Answer } from './refusal.ts';
import {
  type AccessRequest,
  type Remedies,
  type RequestCounts,
  type RequestPolicies,
  type RequestPreview,
  requestInputs,
  type TimelineEntry,
} from './requests.ts';
import type { Page } from './scalars.ts';
import { type EnrolledDeskKey, type SessionView, type Strength, sessionInputs } from './session.ts';
import { type FirstSteps, type Settings, settingsInputs } from './settings.ts';
import { type SavedView, viewInputs } from './views.ts';
import { type WhatIf, type WhatIfRequest, type WhatIfStarted, whatIfInputs } from './whatIf.ts';
import { type ChosenFolder, type RecentDeskList, type Workspace, workspaceInputs } from './workspace.ts';

/** The input of each verb; unknown fields are refused. */
export const inputs = {
  workspace: workspaceInputs,
  session: sessionInputs,
  settings: settingsInputs,
  people: peopleInputs,
  groups: groupInputs,
  accounts: accountInputs,
  policies: { ...policyInputs, ...policyImpactInputs, ...whatIfInputs, ...draftInputs },
  requests: requestInputs,
  grants: grantInputs,
  notices: noticeInputs,
  proposals: proposalInputs,
  views: viewInputs,
  ledger: ledgerInputs,
} satisfies { [A in Area]: Record<Verb<A>, z.ZodType> };

/** The result of each verb. A verb that is missing here has the result `never`, and its use case does not fit into the table of the desk. */
export interface Results {
  workspace: {
    get: Workspace;
    choose: ChosenFolder;
    found: Workspace;
    train: Workspace;
    open: Workspace;
    leave: Workspace;
    recent: RecentDeskList;
    forget: RecentDeskList;
  };
  session: {
    get: SessionView;
    become: SessionView;
    advance: SessionView;
    run: SessionView;
    signIn: SessionView;
    enrol: SessionView;
    recover: SessionView;
    confirm: SessionView;
    lock: SessionView;
    signOut: SessionView;
    changePassphrase: SessionView;
    strength: Strength;
    correctClock: SessionView;
    confirmClock: SessionView;
    issueKit: SessionView;
    enrolDeskKey: EnrolledDeskKey;
    acknowledge: SessionView;
  };
  settings: { get: Settings; update: Settings; firstSteps: FirstSteps; putFirstStepsAway: FirstSteps };
  people: {
    create: Person;
    update: Person;
    disable: Person;
    enable: Person;
    list: Page<Person>;
    enrolments: Page<Enrolment>;
    issueCode: IssuedCode;
    issueCodes: IssuedCodes;
    previewDisable: PersonConsequences;
    previewRole: PersonConsequences;
    checkImport: ImportPlan;
    import: ImportPlan;
  };
  groups: { create: Group; update: Group; remove: Record<string, never>; list: Page<Group> };
  accounts: {
    import: AccountsImported;
    checkImport: AccountPlan;
    importFile: AccountsImported;
    list: Page<ListedAccount>;
    counts: AccountCounts;
  };
  policies: {
    create: Policy;
    update: Policy;
    archive: Policy;
    restore: Policy;
    get: Policy;
    list: Page<Policy>;
    match: MatchResult;
    foresee: PolicyImpact;
    startWhatIf: WhatIfStarted;
    whatIf: WhatIf;
    cancelWhatIf: WhatIf;
    whatIfRequests: Page<WhatIfRequest>;
    saveDraft: KeptDraft;
    loadDraft: { readonly kept: KeptDraft | null };
    dropDraft: Record<string, never>;
    history: Page<PolicyHistoryEntry>;
    difference: PolicyDifference;
    export: PolicyExport;
    saveExport: SavedExport;
    plan: PolicySetPlan;
    apply: PolicySetPlan;
  };
  requests: {
    preview: RequestPreview;
    submit: AccessRequest;
    get: AccessRequest;
    timeline: Page<TimelineEntry>;
    policies: RequestPolicies;
    remedies: Remedies;
    list: Page<AccessRequest>;
    counts: RequestCounts;
    approve: AccessRequest;
    reject: AccessRequest;
    withdraw: AccessRequest;
    cancel: AccessRequest;
    ask: AccessRequest;
    answer: AccessRequest;
    bypass: AccessRequest;
  };
  grants: {
    list: Page<Grant>;
    get: Grant;
    revoke: EndedGrant;
    release: EndedGrant;
    reviewBypass: Grant;
    check: AccessCheck;
  };
  notices: { list: Page<Notice>; counts: NoticeCounts; markRead: NoticeCounts };
  proposals: {
    make: Proposal;
    preview: ProposalPreview;
    list: Page<ProposalSummary>;
    get: Proposal;
    approve: Proposal;
    reject: Proposal;
    withdraw: Proposal;
  };
  views: {
    list: { readonly views: readonly SavedView[] };
    save: SavedView;
    update: SavedView;
    remove: Record<string, never>;
  };
  ledger: {
    list: LedgerPage;
    verify: LedgerCheck;
    startCheck: CheckProgress;
    check: { readonly check: CheckProgress | null };
    cancelCheck: { readonly check: CheckProgress | null };
    keepMark: { readonly mark: KeptMark };
    mark: { readonly mark: KeptMark | null };
    saveHead: SavedHead;
    printCheck: Record<string, never>;
  };
}

type Inputs = typeof inputs;
type Schema<A extends Area, V extends Verb<A>> = V extends keyof Inputs[A]
  ? Inputs[A][V] extends z.ZodType
    ? Inputs[A][V]
    : never
  : never;

/** The input of a verb as a caller sends it. */
export type Input<A extends Area, V extends Verb<A>> = z.input<Schema<A, V>>;
/** The input that a use case gets: parsed, normalised, with defaults. */
export type Parsed<A extends Area, V extends Verb<A>> = z.output<Schema<A, V>>;
export type Result<A extends Area, V extends Verb<A>> = V extends keyof Results[A] ? Results[A][V] : never;

/** `window.desk`: every verb of every area, and a subscription to changes. */
export type DeskBridge = {
  readonly [A in keyof Areas]: {
    readonly [V in Verb<A>]: (input: Input<A, V>) => Promise<Answer<Result<A, V>>>;
  };
} & {
  /** Calls `listener` after every change that this window might show. Returns a function that unsubscribes. */
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => () => void;
};

/**
 * The state of the desk process. `starting`: calls wait until it is up. `restarting`: it ended unexpectedly, and calls wait for
 * the next one. `stopped`: it could not be restarted, and calls are refused.
 */
export type DeskState = 'starting' | 'up' | 'restarting' | 'stopped';

/** What the File menu asks a window to open: another desk, which the person chooses, or training. */
export type OtherDesk = 'desk' | 'training';

/** `window.deskProcess`: whether the desk process is up. Calls of the desk may be sent before. */
export interface DeskProcessBridge {
  /** Calls `listener` with the state after the page has loaded and after every change. Answers a function that stops it. */
  readonly onState: (listener: (state: DeskState) => void) => () => void;
  /** Calls `listener` when the File menu asks for another desk. Answers a function that stops it. */
  readonly onOtherDesk: (listener: (what: OtherDesk) => void) => () => void;
}

/** `window.deskText`: the verbs of {@link DeskBridge}, each answered as JSON text. */
export type DeskTextBridge = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<string>>>>>;
