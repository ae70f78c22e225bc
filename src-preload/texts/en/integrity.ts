/** What is wrong with the files of a workspace (src-main/store/integrity). */
export const integrity = {
  empty: '{{file}} is empty: no desk was founded in it.',
  broken: 'The workspace is broken and was not opened. {{problem}}',
  brokenMore_one:
    'The workspace is broken and was not opened. {{problem}} There is {{count}} more problem; desk verify lists it.',
  brokenMore_other:
    'The workspace is broken and was not opened. {{problem}} There are {{count}} more problems; desk verify lists them.',
  busy: 'Another program writes to {{file}} all the time, so it cannot be checked. Try again later.',
  otherLog:
    'The write-ahead log beside the workspace file belongs to another desk or another state of it. Move it away, or put back the file that it belongs to.',
  noWorkspace: 'There is no workspace at {{file}}.',
  noRoom:
    'There is no room for a copy of {{file}} in {{folder}}, the folder for temporary files. Make room there, or name another one in TMPDIR.',
  uncheckable: '{{file}} cannot be read and checked: the system says {{code}}.',
  unreadable: 'The workspace file cannot be read: {{reason}}.',
  damaged: 'The workspace file is damaged: {{reason}}.',
  otherRelease: 'The workspace was written by another release of Countersign; use a newer one.',
  moreProblems: 'There are more problems than these {{most}}.',
  rollbackJournal:
    '{{file}} is a rollback journal, which no workspace has: SQLite would write its pages into the workspace. Move it away.',
  damagedLog:
    '{{file}} is damaged or not the write-ahead log of a workspace: SQLite would drop it with everything in it.',
  contradicts: 'Event {{sequence}}: It contradicts the events before it ({{why}}).',
  noEvents: 'The ledger is empty: not even the founding event is there.',
  head: {
    otherDesk: 'This is not the desk of the checkpoint: its fingerprint is {{found}}, not {{known}}.',
    missing: 'Event {{sequence}}, which the checkpoint names, is missing.',
    shorter: 'The ledger ends with event {{last}}, but the checkpoint is event {{known}}.',
    different: 'Event {{sequence}}: It is not the event of the checkpoint.',
  },
  verified: {
    otherDesk: 'This is not the desk that you verified: its fingerprint is {{found}}, not {{known}}.',
    missing: 'Event {{sequence}}, up to which you verified the ledger, is missing.',
    shorter: 'The ledger ends with event {{last}}, but you verified it up to event {{known}}.',
    different: 'Event {{sequence}}: It is not the event that you verified. What you verified was replaced.',
  },
  row: {
    extra: '{{table}}: the row {{row}} exists, but no event of the ledger makes it.',
    missing: '{{table}}: the row {{row}} is missing, although an event of the ledger makes it.',
    different_one: '{{table}}: in the row {{row}}, {{columns}} is not what the ledger says.',
    different_other: '{{table}}: in the row {{row}}, {{columns}} are not what the ledger says.',
  },
  searchLists:
    '{{index}}: its lists of words and prefixes differ from those that the ledger makes, although each row has the right words.',
  key: {
    notEnrolled: 'A private key is kept as {{id}}, but no such key was enrolled.',
    ofOther: 'The private key {{id}} is kept for a person who did not enrol it.',
    different: 'The private key kept as {{id}} is not the one that was enrolled.',
  },
  /** Rows of the tables of this workstation, by table. */
  local: {
    local_sign_in:
      'local_sign_in: a row of {{own}} is wrong: its count of failed sign-ins or its time of the next try is impossible, so tries would not be slowed down.',
    local_stranger:
      'local_stranger: a row of {{own}} is wrong: its count of failed sign-ins or its time of the next try is impossible, so tries would not be slowed down.',
    local_clock:
      'local_clock: a row of {{own}} is wrong: no running desk can have vouched for such a time, so the desk would trust a wrong clock.',
    local_acknowledged:
      'local_acknowledged: a row of {{own}} is wrong: the ledger does not have its event, so an alert would count as seen before it is shown.',
    local_notice:
      'local_notice: a row of {{own}} is wrong: the ledger does not have its event, or it has no number, so a notification would not be shown.',
    local_notice_cursor:
      'local_notice_cursor: a row of {{own}} is wrong: the ledger does not have its event, so notifications would be left out until that event.',
  },
  header: {
    short: 'The workspace file is too short: it has {{size}} bytes.',
    damaged_one: 'The header of the workspace file is damaged at byte {{first}} ({{field}}): it says {{found}}.',
    damaged_other:
      'The header of the workspace file is damaged at bytes {{first}} to {{last}} ({{field}}): it says {{found}}.',
    counters: 'The header of the workspace file is damaged: the counters in bytes 24 to 27 and 92 to 95 do not agree.',
    /** What a field says, at the end of `damaged`. */
    instead: '{{found}} instead of {{expected}}',
    pages: '{{pages}} pages, but the file has {{found}}',
    noSuchPage: 'page {{page}}, which does not exist',
    freePages: '{{found}} free pages, but the list does not have as many',
    neverWrote: '{{version}}, which never wrote to this file',
    field: {
      format: 'the name of the format',
      pageSize: 'page size',
      writeVersion: 'write version',
      readVersion: 'read version',
      reserved: 'reserved space',
      largestPayload: 'largest payload',
      smallestPayload: 'smallest payload',
      leafPayload: 'payload of a leaf',
      schemaFormat: 'schema format',
      cacheSize: 'cache size',
      largestRoot: 'largest root page',
      encoding: 'text encoding',
      userVersion: 'user version',
      vacuum: 'incremental vacuum',
      application: 'application id',
      free: 'bytes kept free',
      size: 'size',
      freePages: 'free pages',
      schemaCookie: 'schema cookie',
      release: 'release of SQLite',
    },
  },
  /** Warnings about events that are dated too late. */
  ahead: {
    corrected: {
      person_one:
        'Event {{last}}, by {{username}}, is dated up to {{latest}}. That is after {{at}}, the time to which event {{correction}} corrected the clock.',
      person_other:
        '{{count}} events by {{username}}, the first of them event {{first}} and the last event {{last}}, are dated up to {{latest}}. That is after {{at}}, the time to which event {{correction}} corrected the clock.',
      desk_one:
        'Event {{last}}, by the desk itself, is dated up to {{latest}}. That is after {{at}}, the time to which event {{correction}} corrected the clock.',
      desk_other:
        '{{count}} events by the desk itself, the first of them event {{first}} and the last event {{last}}, are dated up to {{latest}}. That is after {{at}}, the time to which event {{correction}} corrected the clock.',
    },
    clock: {
      person_one:
        'Event {{last}}, by {{username}}, is dated up to {{latest}}. That is ahead of this machine’s clock, which says {{at}}.',
      person_other:
        '{{count}} events by {{username}}, the first of them event {{first}} and the last event {{last}}, are dated up to {{latest}}. That is ahead of this machine’s clock, which says {{at}}.',
      desk_one:
        'Event {{last}}, by the desk itself, is dated up to {{latest}}. That is ahead of this machine’s clock, which says {{at}}.',
      desk_other:
        '{{count}} events by the desk itself, the first of them event {{first}} and the last event {{last}}, are dated up to {{latest}}. That is ahead of this machine’s clock, which says {{at}}.',
    },
  },
} as const;
