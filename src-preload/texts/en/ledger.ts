/** The texts of src-renderer/ledger/. */
export const ledger = {} as const;
