import type { Area, Verb } from '#contract/names.ts';
import type { Answer, Refusal } from '#contract/refusal.ts';

/** The verbs that change nothing, so that a call of one that was interrupted can be made again without a second thought. */
export const readingVerbs: { readonly [A in Area]: readonly Verb<A>[] } = {
  workspace: ['get', 'choose'],
  session: ['get', 'strength'],
  settings: ['get'],
  people: ['list', 'enrolments', 'previewDisable', 'previewRole', 'checkImport'],
  groups: ['list'],
  accounts: ['checkImport', 'list', 'counts'],
  policies: [
    'get',
    'list',
    'match',
    'foresee',
    'whatIf',
    'whatIfRequests',
    'loadDraft',
    'history',
    'difference',
    'export',
    'plan',
  ],
  requests: ['preview', 'get', 'timeline', 'policies', 'remedies', 'list', 'counts'],
  grants: ['list', 'get', 'check'],
  notices: ['list', 'counts'],
  proposals: ['preview', 'list', 'get'],
  views: ['list'],
  ledger: ['list', 'verify'],
};

const reads = new Set(Object.entries(readingVerbs).flatMap(([area, verbs]) => verbs.map((verb) => `${area}.${verb}`)));

const unreadable = (message: string): Refusal => ({ code: 'WORKSPACE_UNREADABLE', message });

const interruptedRead = unreadable(
  'The desk was interrupted before it could answer. It starts again by itself; ask again.',
);
const interruptedChange = unreadable(
  'The desk was interrupted before it could answer, so it is not known whether this was done. It starts again by itself. Look whether it was done before you do it again.',
);
const stopped = unreadable(
  'The desk has stopped and could not be started again. What it had answered is kept. Close Countersign and open it again.',
);
const closing = unreadable('Countersign is being closed. Open it again to go on.');

const refused = (error: Refusal): string => JSON.stringify({ ok: false, error } satisfies Answer<never>);

/** The answer to a call that was under way when the desk process ended, as JSON text: whether it was carried out is not known. */
export function interruptedAnswer(area: string, verb: string): string {
  return refused(reads.has(`${area}.${verb}`) ? interruptedRead : interruptedChange);
}

/** The answer to a call that never reached the desk, because it could not be started. */
export const stoppedAnswer = refused(stopped);

/** The answer to a call that comes while the application is closed. */
export const closingAnswer = refused(closing);
