import type { Notice, NoticeKind } from '#contract/notices.ts';
import { t } from '#texts/texts.ts';
import { duration, utcInstant } from '#texts/values.ts';

/** Most characters of a comment that a notification quotes. */
const QUOTED_CHARACTERS = 160;

/** The values of a notification about a request or a grant. */
export interface AccessMatter {
  readonly number: number;
  readonly resource: string;
  readonly account: string;
  readonly durationSeconds: number;
  /** The name of the requester. */
  readonly requester: string;
  /** Whether the recipient is the requester. */
  readonly own: boolean;
  /** The name of the actor; null when time or the machine caused the event. */
  readonly actor: string | null;
  /** The comment of the actor. */
  readonly said: string | null;
  /** The sentence of a reason that the desk recorded. */
  readonly because: string | null;
  /** A grant that keeps the same access open after this one. */
  readonly goesOn: GoesOn | null;
  /** When access begins, if that is later than the machine's clock. */
  readonly begins: string | null;
}

/** The longest-lasting other grant of the same person for the same account. */
export interface GoesOn {
  readonly until: string;
  /** The number of its request. */
  readonly number: number;
}

/** The sentence about the time until which access goes on. */
export function goesOnText({ until, number }: GoesOn): string {
  return t('notifications.goesOn', { until: utcInstant(until), number });
}

/** The values of a notification about a proposal. */
export interface ProposalMatter {
  readonly number: number;
  readonly proposer: string;
  /** A sentence. */
  readonly summary: string;
}

export type NotificationText = Pick<Notice, 'title' | 'sentence' | 'discreet'>;

/** The texts about a proposal that waits. */
export function proposalNoticeText({ number, proposer, summary }: ProposalMatter): NotificationText {
  return {
    title: t('notifications.proposalWaits.title'),
    sentence: t('notifications.proposalWaits.sentence', { proposer, summary }),
    discreet: t('notifications.proposalWaits.discreet', { proposer, number }),
  };
}

/** The texts about a request or an access. */
export function accessNoticeText(kind: Exclude<NoticeKind, 'proposalWaits'>, matter: AccessMatter): NotificationText {
  const { resource, account, number, requester, own, goesOn } = matter;
  const values = {
    resource,
    account,
    number,
    requester,
    duration: duration(matter.durationSeconds),
    actor: matter.actor ?? t('notifications.desk'),
    begins: matter.begins === null ? '' : utcInstant(matter.begins),
    reason: matter.because ?? '',
    words: matter.said === null ? '' : quoted(matter.said),
  };
  const ending = endingOf(matter);
  const whose = own ? 'own' : 'filed';
  switch (kind) {
    case 'requestApproved': {
      const opening = matter.begins === null ? 'opened' : 'begins';
      return {
        title: t(`notifications.requestApproved.${whose}.title`),
        sentence: t(`notifications.requestApproved.${whose}.sentence.${opening}`, values),
        discreet: t(`notifications.requestApproved.${whose}.discreet.${opening}`, values),
      };
    }
    case 'questionAsked':
    case 'requestExpired':
      return {
        title: t(`notifications.${kind}.${whose}.title`),
        sentence: t(`notifications.${kind}.${whose}.sentence`, values),
        discreet: t(`notifications.${kind}.${whose}.discreet`, values),
      };
    case 'requestRejected':
    case 'requestCancelled':
    case 'requestStuck':
      return {
        title: t(`notifications.${kind}.${whose}.title`),
        sentence: t(`notifications.${kind}.${whose}.sentence.${ending}`, values),
        discreet: t(`notifications.${kind}.${whose}.discreet`, values),
      };
    case 'answerGiven':
    case 'requestWaits':
    case 'requestFiledForYou':
    case 'accessEnded':
    case 'accessEnding':
      return {
        title: t(`notifications.${kind}.title`),
        sentence: t(`notifications.${kind}.sentence`, values),
        discreet: t(`notifications.${kind}.discreet`, values),
      };
    case 'glassBroken':
    case 'reviewWaits':
      return {
        title: t(`notifications.${kind}.title`),
        sentence: t(`notifications.${kind}.sentence.${ending}`, values),
        discreet: t(`notifications.${kind}.discreet`, values),
      };
    case 'accessRevoked': {
      const what = goesOn === null ? 'accessRevoked' : 'grantRevoked';
      const onward = goesOn === null ? [] : [goesOnText(goesOn)];
      return {
        title: t(`notifications.${what}.title`),
        sentence: [t(`notifications.${what}.sentence.${ending}`, values), ...onward].join(' '),
        discreet: [t('notifications.accessRevoked.discreet', values), ...onward].join(' '),
      };
    }
  }
}

// A sentence ends with the reason that the desk recorded, with what the actor said, or plainly.
function endingOf({ because, said }: AccessMatter): 'because' | 'saying' | 'plain' {
  if (because !== null) return 'because';
  return said === null ? 'plain' : 'saying';
}

// Drops a final full stop, because the sentence around the quotation has one.
function quoted(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')];
  const kept = characters.slice(0, QUOTED_CHARACTERS).join('');
  return characters.length > QUOTED_CHARACTERS ? `${kept.trimEnd()}…` : kept.replace(/\.$/, '');
}
