/** The texts of src-renderer/signin/. */
export const signin = {} as const;
