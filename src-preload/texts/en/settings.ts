/** The texts of src-renderer/settings/. */
export const settings = {} as const;
