/** The texts of src-renderer/ui/. */
export const ui = {} as const;
