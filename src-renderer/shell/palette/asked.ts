const hearers = new Set<() => void>();

/** Opens the palette, as its key does. */
export function openPalette(): void {
  for (const hear of hearers) hear();
}

/** Calls `hear` when the palette shall open. Answers a function that stops it. */
export function onPaletteAsked(hear: () => void): () => void {
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
  };
}
