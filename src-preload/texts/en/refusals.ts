/** Why a call was refused: the sentences that go with the codes of the contract. */
export const refusals = {
  /** Where wrong input has no field with a sentence of its own. */
  invalid: 'This is not valid.',
} as const;
