/** The texts of src-renderer/inbox/. */
export const inbox = {} as const;
