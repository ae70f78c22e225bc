/** What a person reads when the process that the desk runs in was interrupted. */
export const process = {
  banner: {
    restarting: 'The desk was interrupted and starts again by itself. Everything that it had answered is kept.',
    back: 'The desk was interrupted and is back. Everything that it had answered is kept. If you were doing something, check whether it was done.',
    stopped:
      'The desk has stopped and could not be started again. Everything that it had answered is kept. Close Countersign and open it again.',
    dismiss: 'Dismiss',
  },
  /** Answers to calls, with the code WORKSPACE_UNREADABLE. */
  refusal: {
    interruptedRead: 'The desk was interrupted before it could answer. It starts again by itself; ask again.',
    interruptedChange:
      'The desk was interrupted before it could answer, so it is not known whether this was done. It starts again by itself. Check whether it was done before you do it again.',
    stopped:
      'The desk has stopped and could not be started again. What it had answered is kept. Close Countersign and open it again.',
    stranger: 'This call did not come from a window of the desk.',
    closing: 'Countersign is being closed. Open it again to go on.',
  },
  /** With the code INTERNAL. */
  internal: 'Something went wrong inside Countersign. It is in the log as {{id}}.',
} as const;
