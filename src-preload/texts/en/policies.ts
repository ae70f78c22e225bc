/** The texts of src-renderer/policies/. */
export const policies = {} as const;
