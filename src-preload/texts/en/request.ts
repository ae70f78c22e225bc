/** The texts of src-renderer/request/. */
export const request = {} as const;
