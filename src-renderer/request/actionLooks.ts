import type { ViewerAction } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import type { ActionLook } from '../ui/Decide.tsx';

const textsOf = (action: ViewerAction) => ({
  button: t(`request.actions.${action}.button`),
  question: t(`request.actions.${action}.question`),
  confirm: t(`request.actions.${action}.confirm`),
  done: t(`request.actions.${action}.done`),
});

/** The look and the texts of each action on a request. */
export const actionLooks = (): Record<ViewerAction, ActionLook> => ({
  approve: { ...textsOf('approve'), colour: 'var(--accent)', key: 'A', asks: 'never' },
  reject: {
    ...textsOf('reject'),
    colour: 'var(--rejected)',
    key: 'R',
    asks: 'withoutWords',
    wordsNeeded: t('request.actions.reject.reasonNeeded'),
  },
  withdraw: { ...textsOf('withdraw'), colour: 'var(--ink)', asks: 'never' },
  cancel: { ...textsOf('cancel'), colour: 'var(--rejected)', asks: 'withoutWords' },
  bypass: { ...textsOf('bypass'), colour: 'var(--bypass)', asks: 'always' },
});
