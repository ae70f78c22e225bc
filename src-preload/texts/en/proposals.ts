/** The texts of src-renderer/proposals/. */
export const proposals = {} as const;
