/** The texts of src-renderer/accounts/. */
export const accounts = {} as const;
