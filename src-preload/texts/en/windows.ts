/** What the main process shows itself: its menu, dialogs, notifications of the system, and printed pages (src-main/window). */
export const windows = {
  menu: {
    file: '&File',
    newWindow: '&New Window',
    openOther: '&Open Another Desk…',
    openTraining: 'Open &Training',
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
  page: { actions: 'What to do with it', print: 'Print…', save: 'Save…', savePdf: 'Save as PDF…', done: 'Done' },
  savePdf: {
    title: 'Save all codes in a file?',
    warning:
      'Until the codes are used or expire, anyone who can read the file can sign as any of these people. Print the sheet instead if you can. Otherwise keep the file where only you can read it, and delete it when the codes are handed over.',
    save: 'Save the PDF…',
    cancel: 'Cancel',
  },
} as const;
