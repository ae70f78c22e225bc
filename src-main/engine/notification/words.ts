import type { Notice, NoticeKind } from '#contract/notices.ts';
import { duration } from '#texts/values.ts';

/** Most characters of what somebody wrote that a notice quotes. */
const QUOTED_CHARACTERS = 160;

/** What a notice about a request or a grant is told with. */
export interface AccessMatter {
  readonly number: number;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  /** Who asked for it. */
  readonly requester: string;
  /** Whether that is whoever is told. */
  readonly own: boolean;
  /** Who caused the event; null where time or the machine did. */
  readonly actor: string | null;
  /** What the actor wrote about it. */
  readonly said: string | null;
  /** Why it is so, where the desk itself recorded that; a sentence. */
  readonly because: string | null;
  /** What keeps the same access open after this grant. */
  readonly goesOn: GoesOn | null;
  /** When access begins, where it has not begun by the machine's own clock. */
  readonly begins: string | null;
}

/** Another grant of the same person for the same account, that lasts longest. */
export interface GoesOn {
  readonly until: string;
  /** Of its request. */
  readonly number: number;
}

/** Until when access goes on, as a sentence. */
export function goesOnText({ until, number }: GoesOn): string {
  return `Access goes on until ${moment(until)} by request #${number}.`;
}

const moment = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** What a notice about a proposal is told with. */
export interface ProposalMatter {
  readonly number: number;
  readonly proposer: string;
  /** A sentence. */
  readonly summary: string;
}

export type NotificationText = Pick<Notice, 'title' | 'sentence' | 'discreet'>;

/** A proposal that waits, in words. */
export function proposalNoticeText({ number, proposer, summary }: ProposalMatter): NotificationText {
  return {
    title: 'A proposal waits for an admin',
    sentence: `${proposer} proposes: ${summary}`,
    discreet: `${proposer} made proposal #${number}; another admin has to approve it.`,
  };
}

/** News about a request or an access, in words. */
export function accessNoticeText(kind: Exclude<NoticeKind, 'proposalWaits'>, matter: AccessMatter): NotificationText {
  const { number, resource, account, durationSeconds, requester, own, actor, said, because, goesOn, begins } = matter;
  const onward = goesOn === null ? '' : ` ${goesOnText(goesOn)}`;
  const what = `${account} on ${resource}`;
  const long = duration(durationSeconds);
  const opens = begins === null ? `access was opened for ${long}` : `access begins at ${moment(begins)}, for ${long}`;
  const who = actor ?? 'The desk';
  const request = own ? 'Your request' : `The request that you filed for ${requester}`;
  const subject = own ? 'Your request' : 'A request that you filed';
  const [fully, briefly] = [`${lower(request)} for ${what}`, `${lower(request)} #${number}`];
  const told = (title: string, sentence: string, discreet: string): NotificationText => ({ title, sentence, discreet });
  const why = because !== null ? `: ${because}` : said === null ? '.' : `, and said: “${quoted(said)}”.`;
  const quoting = (title: string, act: (of: string) => string): NotificationText =>
    told(title, `${capital(act(fully))}${why}`, `${capital(act(briefly))}.`);
  switch (kind) {
    case 'requestWaits':
      return told(
        'A request waits for you',
        `${requester} asks for ${what} for ${long}.`,
        `${requester} asks for access for ${long}, request #${number}.`,
      );
    case 'requestFiledForYou':
      return told(
        'A request was filed for you',
        `${who} filed a request for you: ${what} for ${long}.`,
        `${who} filed request #${number} for you.`,
      );
    case 'requestApproved':
      return told(
        `${subject} was approved`,
        `${request} for ${what} was approved; ${opens}.`,
        `${request} #${number} was approved; ${opens}.`,
      );
    case 'requestRejected':
      return quoting(`${subject} was rejected`, (of) => `${who} rejected ${of}`);
    case 'requestCancelled':
      return quoting(`${subject} was cancelled`, (of) => `${who} cancelled ${of}`);
    case 'requestExpired':
      return told(
        `${subject} lapsed`,
        `${request} for ${what} lapsed before it was approved.`,
        `${request} #${number} lapsed before it was approved.`,
      );
    case 'requestStuck':
      return told(
        `${subject} is stuck`,
        `${request} for ${what} cannot be completed as things are${why}`,
        `${request} #${number} cannot be completed as things are.`,
      );
    case 'accessRevoked':
      return told(
        goesOn === null ? 'Your access was revoked' : 'One of your grants was revoked',
        `${who} revoked your ${goesOn === null ? 'access to' : `grant #${number} for`} ${what}${why}${onward}`,
        `${who} revoked the access of your request #${number}.${onward}`,
      );
    case 'accessEnded':
      return told(
        'Your access has ended',
        `The time of your access to ${what} is over.`,
        `The time of the access of your request #${number} is over.`,
      );
    case 'accessEnding':
      return told(
        'Your access is about to end',
        `Your access to ${what} ends within 15 minutes.`,
        `The access of your request #${number} ends within 15 minutes.`,
      );
    case 'glassBroken':
      return told(
        'Somebody broke the glass',
        `${requester} opened ${what} for ${long} without the approvals${why}`,
        `${requester} opened request #${number}, of which you are an approver, without the approvals.`,
      );
    case 'reviewWaits':
      return told(
        'A break-glass waits for review',
        `${requester} opened ${what} for ${long} without the approvals${why}`,
        `${requester} opened request #${number} without the approvals; an admin has to review it.`,
      );
  }
}

// Without its full stop: the sentence that it is quoted in has one.
function quoted(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')];
  const kept = characters.slice(0, QUOTED_CHARACTERS).join('');
  return characters.length > QUOTED_CHARACTERS ? `${kept.trimEnd()}…` : kept.replace(/\.$/, '');
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
