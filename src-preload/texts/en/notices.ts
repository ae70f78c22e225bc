/** The texts of src-renderer/notices/. */
export const notices = {} as const;
