import type { ViewerAction } from '../../src-preload/contract/requests.ts';

/** What an action is called on its button, in a question, while its words are asked for, and once it is done. */
export const actionWords: Record<
  ViewerAction,
  { readonly button: string; readonly question: string; readonly confirm: string; readonly done: string }
> = {
  approve: {
    button: 'Approve',
    question: 'approve',
    confirm: 'Approve this? A comment is welcome, not needed.',
    done: 'You approved it.',
  },
  reject: {
    button: 'Reject',
    question: 'reject',
    confirm: 'Reject this? That ends the request. Say why, so that the requester knows.',
    done: 'You rejected it.',
  },
  withdraw: {
    button: 'Withdraw approval',
    question: 'withdraw my approval',
    confirm: 'Take your approval back? You can approve again while this step is open.',
    done: 'You took your approval back.',
  },
  cancel: {
    button: 'Cancel request',
    question: 'cancel it',
    confirm: 'Cancel this request? That ends it; the requester can file it again.',
    done: 'You cancelled it.',
  },
  bypass: {
    button: 'Break the glass',
    question: 'break the glass',
    confirm:
      'Break the glass? Access starts at once without the approvals. Every approver is told, and an admin will review it.',
    done: 'You broke the glass. Access is open; an admin will review it.',
  },
};
