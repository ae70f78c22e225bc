/** The texts of src-renderer/firstSteps/: what a desk needs after it was founded. */
export const firstSteps = {
  title: 'First steps',
  lead: 'What this desk needs before it can decide for others. Each line ticks itself when it is done.',
  finished: 'Everything is done: this desk can decide. You can put the list away; Settings leads back to it.',
  progress: '{{done, number}} of {{all, number}} done',
  count: '{{done, number}}/{{all, number}}',
  done: 'done',
  toDo: 'to do',
  putAway: 'Put away',
  showAgain: 'Show in the navigation',
  isAway: 'The list is put away: it is not in your navigation. Settings leads back to it.',
  notHere: 'There are no first steps here',
  notHereAdvice: 'They are for admins of a real desk.',
  inSettings: 'What this desk needs after it was founded.',
  open: 'Go to the first steps',
  step: {
    secondAdmin: {
      title: 'A second admin',
      why: 'Only another admin can reset your key. It counts once they have signed in with their one-time code.',
      go: 'Add an admin',
    },
    people: { title: 'People', why: 'The members who ask for access and approve it.', go: 'Import people' },
    groups: {
      title: 'Groups',
      why: 'A policy names a group once; who is in it can change later.',
      go: 'Create a group',
    },
    accounts: {
      title: 'Accounts',
      why: 'The inventory shows which accounts a policy gates, and which none does.',
      go: 'Import accounts',
    },
    policy: { title: 'A first policy', why: 'It says who approves access to which accounts.', go: 'Write a policy' },
    fourEyes: {
      title: 'Four eyes on rules',
      why: 'A second admin approves each change to policies, groups, roles and keys. It needs two admins with a key.',
      go: 'Turn it on in Settings',
    },
    decision: {
      title: 'A first request, decided by a colleague',
      why: 'File a request. It counts once a colleague has approved or rejected it.',
      go: 'File a request',
    },
  },
} as const;
