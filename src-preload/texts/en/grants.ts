/** The texts of src-renderer/grants/. */
export const grants = {} as const;
