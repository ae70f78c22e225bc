import type { ViewerAction } from '#contract/requests.ts';
import type { ActionLook } from '../ui/Decide.tsx';

/** How each action on a request looks, and what it is called. */
export const actionLooks: Record<ViewerAction, ActionLook> = {
  approve: {
    button: 'Approve',
    question: 'approve',
    confirm: 'Approve this? A comment is welcome, not needed.',
    done: 'You approved it.',
    colour: 'var(--accent)',
    key: 'A',
    asks: 'never',
  },
  reject: {
    button: 'Reject',
    question: 'reject',
    confirm: 'Reject this? That ends the request. Say why, so that the requester knows.',
    done: 'You rejected it.',
    colour: 'var(--rejected)',
    key: 'R',
    asks: 'withoutWords',
    wordsNeeded: 'Say why you reject it; the requester reads it.',
  },
  withdraw: {
    button: 'Withdraw approval',
    question: 'withdraw my approval',
    confirm: 'Take your approval back? You can approve again while this step is open.',
    done: 'You took your approval back.',
    colour: 'var(--ink)',
    asks: 'never',
  },
  cancel: {
    button: 'Cancel request',
    question: 'cancel it',
    confirm: 'Cancel this request? That ends it; the requester can file it again.',
    done: 'You cancelled it.',
    colour: 'var(--rejected)',
    asks: 'withoutWords',
  },
  bypass: {
    button: 'Break the glass',
    question: 'break the glass',
    confirm:
      'Break the glass? Access starts at once without the approvals. Every approver is told, and an admin will review it.',
    done: 'You broke the glass. Access is open; an admin will review it.',
    colour: 'var(--bypass)',
    asks: 'always',
  },
};
