/** What the main process shows itself: its menu, dialogs, notifications of the system, and printed pages (src-main/window). */
export const windows = {
  menu: {
    file: '&File',
    newWindow: '&New Window',
    lock: '&Lock',
    view: '&View',
    about: 'About {{application}}',
  },
  chooseFolder: 'Where the desk lives',
  alreadyOpen: '{{directory}} is open already; its window comes to the front.',
  notifications: {
    many_one: '{{count, number}} new notification',
    many_other: '{{count, number}} new notifications',
    open: 'Open Countersign to read them.',
  },
  page: { actions: 'What to do with it', print: 'Print…', save: 'Save…', done: 'Done' },
} as const;
