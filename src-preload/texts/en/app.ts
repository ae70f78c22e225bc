/** The texts of src-renderer/app/. */
export const app = {} as const;
