import type { Area, Verb } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';

/**
 * The verbs that change nothing: an interrupted call can safely be repeated. The callers of all others read that the call
 * may have changed something. `test/process/interrupted.test.ts` fails if one is missing.
 */
export const readingVerbs: { readonly [A in Area]: readonly Verb<A>[] } = {
  workspace: ['get', 'choose', 'recent'],
  session: ['get', 'strength'],
  settings: ['get', 'firstSteps'],
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
  proposals: ['list', 'get'],
  views: ['list'],
  ledger: ['list', 'verify', 'check', 'mark'],
};

const reads = new Set(Object.entries(readingVerbs).flatMap(([area, verbs]) => verbs.map((verb) => `${area}.${verb}`)));

const refused = (message: string): string =>
  JSON.stringify({ ok: false, error: { code: 'WORKSPACE_UNREADABLE', message } } satisfies Answer<never>);

/**
 * The answer, as JSON text, to a call that was running when the desk process ended. It is unknown whether the call was
 * carried out.
 */
export function interruptedAnswer(area: string, verb: string): string {
  return refused(
    reads.has(`${area}.${verb}`) ? t('process.refusal.interruptedRead') : t('process.refusal.interruptedChange'),
  );
}

/** The answer to a call that never reached the desk, because the desk could not be started. */
export const stoppedAnswer = (): string => refused(t('process.refusal.stopped'));

/** The answer to a call that arrives while the application is closing. */
export const closingAnswer = (): string => refused(t('process.refusal.closing'));
