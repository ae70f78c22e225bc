/** Something that is lost if the desk is left now. */
interface Unfinished {
  readonly is: () => boolean;
  /** Asks the person whether to leave nevertheless. */
  readonly ask: () => Promise<boolean>;
}

const all = new Set<Unfinished>();

/** Has the person asked before the desk is left, until the function that is returned is called. */
export function askBeforeLeaving(unfinished: Unfinished): () => void {
  all.add(unfinished);
  return () => {
    all.delete(unfinished);
  };
}

/** Whether the desk may be left now. `onAsk` is called before the person is asked. */
export async function mayLeave(onAsk: () => void): Promise<boolean> {
  for (const unfinished of all) {
    if (!unfinished.is()) continue;
    onAsk();
    if (!(await unfinished.ask())) return false;
  }
  return true;
}
