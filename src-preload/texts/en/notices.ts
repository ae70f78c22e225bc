/** The texts of src-renderer/notices/: the notifications of a person. */
export const notices = {
  title: 'Notifications',
  lead: 'Your notifications at this workstation. The newest 500 are kept.',
  bell: 'Notifications',
  bellUnread: 'Notifications, {{count, number}} unread',
  moreThan: '{{most}}+',
  markAll: 'Mark all as read',
  markOne: 'Mark as read: {{title}}. {{sentence}}',
  mark: 'Mark as read',
  unreadTitle: '{{title}}<hidden> (unread)</hidden>',
  filters: 'Filters',
  show: { unread: 'Unread', all: 'All' },
  nothingNew: 'Nothing new.',
  nothingYet: 'You have no notifications yet.',
  explanation: 'Notifications about requests that wait for you, and about your own requests, appear here.',
  system: {
    title: 'Notifications of the system',
    label: 'Name resources and accounts in them',
    on: 'They name resources and accounts.',
    off: 'They name no resources and no accounts.',
    explanation:
      'While Countersign is in the background, the system shows new notifications of the person signed in. Other people may read them, on a shared or a locked screen. This setting is for this workstation only; inside Countersign everything is named.',
  },
} as const;
