/** The texts of src-renderer/start/. */
export const start = {} as const;
