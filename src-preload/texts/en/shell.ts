/** The texts of src-renderer/shell/: the frame of every page, its keys, and the command palette. */
export const shell = {
  brokenPage: {
    title: 'This page could not be shown.',
    advice: 'Nothing was changed. Reload the window; if it happens again, tell the people who run Countersign for you.',
    reload: 'Reload',
  },
  missingPage: { title: 'There is no such page.', toInbox: 'Go to the inbox' },
} as const;
