/** Why the files of an open workspace, or its folders, cannot be used (src-main/store). */
export const storage = {
  full: 'The disk is full, and nothing was changed. Make room on it and try again; reading goes on.',
  quota:
    'The disk has no more room for this user, and nothing was changed. Make room on it and try again; reading goes on.',
  readOnly:
    'The workspace cannot be written to: its folder, its file or its disk is read-only for this user. Nothing was changed; reading goes on.',
  failing: 'The disk cannot be read or written: it reports an error. Check it before you go on.',
  failingHere:
    'The disk cannot be read or written: it reports an error. Check its room and its health before you go on.',
  busy: 'Another program has been writing to the workspace for too long, and nothing was changed. Close it, or try again later; reading goes on.',
  cannotOpen: 'The files of the workspace cannot be opened or made in its folder. Check the folder and its disk.',
  lost: {
    removed:
      'The workspace at {{file}} was removed, or its drive has gone, while it was open. Nothing more is written to it. Put the right files back, and open it again.',
    replaced:
      'The workspace at {{file}} was moved or replaced by other files while it was open. Nothing more is written to it. Put the right files back, and open it again.',
    overwritten:
      'The workspace at {{file}} was written to by another program while it was open. Nothing more is written to it. Put the right files back, and open it again.',
    shortened:
      'The workspace at {{file}} lost entries while it was open. Nothing more is written to it. Put the right files back, and open it again.',
  },
  /** As `lost`, where the last change may have gone with the file. */
  lostUnsure: {
    removed:
      'The workspace at {{file}} was removed, or its drive has gone, while it was open. It is not known whether the last change is in it. Nothing more is written to it. Put the right files back, and open it again.',
    replaced:
      'The workspace at {{file}} was moved or replaced by other files while it was open. It is not known whether the last change is in it. Nothing more is written to it. Put the right files back, and open it again.',
    overwritten:
      'The workspace at {{file}} was written to by another program while it was open. It is not known whether the last change is in it. Nothing more is written to it. Put the right files back, and open it again.',
    shortened:
      'The workspace at {{file}} lost entries while it was open. It is not known whether the last change is in it. Nothing more is written to it. Put the right files back, and open it again.',
  },
  noTemporaryFolder:
    'The folder for temporary files, {{folder}}, does not exist. Make it, or name another one in TMPDIR.',
  temporaryFolder:
    'No folder can be made in {{folder}}, the folder for temporary files: the system says {{code}}. Name another one in TMPDIR.',
} as const;
