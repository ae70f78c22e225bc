/** The texts of src-renderer/people/. */
export const people = {} as const;
