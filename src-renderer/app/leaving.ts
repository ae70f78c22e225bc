/** Asks the person before the desk is left. Answers whether to leave. */
type Guard = () => Promise<boolean>;

const guards = new Set<Guard>();

/** Asks before the desk is left, until the function that is returned is called. */
export function askBeforeLeaving(guard: Guard): () => void {
  guards.add(guard);
  return () => {
    guards.delete(guard);
  };
}

/** Whether the desk may be left now: everything that the person has not finished was asked about. */
export async function mayLeave(): Promise<boolean> {
  for (const guard of guards) if (!(await guard())) return false;
  return true;
}
