import { type RequestSort, type RequestStatus, requestSorts, requestStatuses } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';
import type { RequestFilters } from '../../app/queries/requests.ts';
import { later } from '../../ui/time.ts';
import { filterKeys, keyNamed, readTime, takenBy } from './keys.ts';
import type { Piece, Token } from './pieces.ts';

/** A person whom a filter line can name. */
export interface KnownPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}
/** A policy that a filter line can name. */
export interface KnownPolicy {
  readonly id: string;
  readonly name: string;
}

/** Everything that a filter line can name. */
export interface Known {
  readonly me: string | null;
  /** Undefined until the desk has answered. */
  readonly people: readonly KnownPerson[] | undefined;
  /** Undefined until the desk has answered; null for viewers who may not read policies. */
  readonly policies: readonly KnownPolicy[] | null | undefined;
  /** The time of the workspace, ISO 8601. */
  readonly now: string;
}

/** A mistake in a token, in a sentence. */
export interface Problem {
  readonly piece: Token;
  readonly message: string;
}

/** The filters that a line asks for. Wrong tokens are left out and listed as problems. */
export interface Meaning {
  readonly filters: RequestFilters;
  readonly problems: readonly Problem[];
  /** Whether names in the line cannot be looked up yet. */
  readonly pending: boolean;
}

type Read = { readonly filters: Partial<RequestFilters> } | { readonly wrong: string } | 'pending';

const same = (a: string, b: string): boolean =>
  a.normalize('NFC').toLocaleLowerCase() === b.normalize('NFC').toLocaleLowerCase();

/** Reads the meaning of a filter line. */
export function meaningOf(pieces: readonly Piece[], known: Known): Meaning {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let filters: RequestFilters = {};
  let pending = false;
  for (const piece of pieces) {
    if (piece.kind === 'word') continue;
    const read = seen.has(piece.key) ? repeated(piece) : readToken(piece, known);
    if (read === 'pending') pending = true;
    else if ('wrong' in read) problems.push({ piece, message: read.wrong });
    else filters = { ...filters, ...read.filters };
    if (keyNamed(piece.key) !== undefined) seen.add(piece.key);
  }
  const text = pieces.flatMap((piece) => (piece.kind === 'word' && piece.text !== '' ? [piece.text] : [])).join(' ');
  return { filters: text === '' ? filters : { ...filters, text }, problems, pending };
}

const repeated = ({ key }: Token): Read => ({ wrong: t('inbox.filter.repeated', { key }) });

function readToken(token: Token, known: Known): Read {
  const { key, value } = token;
  const about = keyNamed(key);
  if (about === undefined)
    return {
      wrong: t('inbox.filter.unknownKey', { key, keys: listed(filterKeys.map((one) => `${one.key}:`)) }),
    };
  if (value.trim() === '') return { wrong: t('inbox.filter.empty', { key, values: takenBy(about) }) };
  const found = readers[key]?.(value.trim(), known) ?? { wrong: '' };
  if (found === 'pending' || 'filters' in found || found.wrong !== '') return found;
  return { wrong: t('inbox.filter.invalid', { key, value, values: takenBy(about) }) };
}

const nothing = { wrong: '' } as const;

const readers: Readonly<Record<string, (value: string, known: Known) => Read>> = {
  is(value) {
    const status = requestStatuses.find((one): one is RequestStatus => same(one, value));
    return status === undefined ? nothing : { filters: { status } };
  },
  waiting: (value) => (same(value, 'me') ? { filters: { waitingOnMe: true } } : nothing),
  requester(value, { people, me }) {
    if (same(value, 'me') && me !== null) return { filters: { requesterId: me } };
    if (people === undefined) return 'pending';
    const byUsername = people.find(({ username }) => same(username, value));
    const byName = people.filter(({ name }) => same(name, value));
    const found = byUsername ?? (byName.length === 1 ? byName[0] : undefined);
    if (found !== undefined) return { filters: { requesterId: found.id } };
    return byName.length === 0
      ? { wrong: t('inbox.filter.nobody', { value }) }
      : {
          wrong: t('inbox.filter.ambiguous', {
            value,
            usernames: listed(
              byName.map(({ username }) => username),
              'or',
            ),
          }),
        };
  },
  resource: (value) => ({ filters: { resource: value } }),
  account: (value) => ({ filters: { account: value } }),
  policy(value, { policies }) {
    if (policies === undefined) return 'pending';
    if (policies === null) return { wrong: t('inbox.filter.policiesHidden') };
    const found = policies.find(({ name }) => same(name, value));
    return found === undefined ? { wrong: t('inbox.filter.noPolicy', { value }) } : { filters: { policyId: found.id } };
  },
  older: (value, { now }) => submitted(value, now, 'submittedTo'),
  newer: (value, { now }) => submitted(value, now, 'submittedFrom'),
  needs: (value) => (same(value, 'answer') ? { filters: { awaitsAnswer: true } } : nothing),
  stuck: (value) =>
    same(value, 'yes') ? { filters: { stuck: true } } : same(value, 'no') ? { filters: { stuck: false } } : nothing,
  number: (value) => {
    const number = /^#?\d{1,15}$/.test(value) ? Number(value.replace('#', '')) : 0;
    return number < 1 ? nothing : { filters: { number } };
  },
  sort(value) {
    const sort = requestSorts.find((one): one is RequestSort => same(one, value));
    return sort === undefined ? nothing : { filters: { sort } };
  },
};

// Time counts in steps: with a bound that moves every second, the list would load again every second.
function submitted(value: string, now: string, bound: 'submittedFrom' | 'submittedTo'): Read {
  const time = readTime(value);
  if (time === undefined) return nothing;
  const step = time.stepSeconds * 1_000;
  const stepped = new Date(Math.floor(Date.parse(now) / step) * step).toISOString();
  return { filters: { [bound]: later(stepped, -time.seconds) } };
}
