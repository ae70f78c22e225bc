import type { Area, Verb } from '#contract/names.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';

/**
 * The verbs that change nothing, so that a call of one that was interrupted can be made again without a second thought. If one is missing
 * here, no test fails: its callers are told that the call may have changed something.
 */
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
  proposals: ['list', 'get'],
  views: ['list'],
  ledger: ['list', 'verify'],
};

const reads = new Set(Object.entries(readingVerbs).flatMap(([area, verbs]) => verbs.map((verb) => `${area}.${verb}`)));

const refused = (message: string): string =>
  JSON.stringify({ ok: false, error: { code: 'WORKSPACE_UNREADABLE', message } } satisfies Answer<never>);

/** The answer to a call that was under way when the desk process ended, as JSON text: whether it was carried out is not known. */
export function interruptedAnswer(area: string, verb: string): string {
  return refused(
    reads.has(`${area}.${verb}`) ? t('process.refusal.interruptedRead') : t('process.refusal.interruptedChange'),
  );
}

/** The answer to a call that never reached the desk, because it could not be started. */
export const stoppedAnswer = (): string => refused(t('process.refusal.stopped'));

/** The answer to a call that comes while the application is closed. */
export const closingAnswer = (): string => refused(t('process.refusal.closing'));
