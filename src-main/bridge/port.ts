import type { DeskState } from '#contract/contract.ts';
import type { Topic } from '#contract/names.ts';

/** The functions of the desk that the bridge uses. A place is a window, identified by its number. */
export interface DeskPort {
  /** Calls a verb of the contract from a place. Returns JSON text. */
  call(place: number, area: string, verb: string, input: unknown): Promise<string>;
  /** Ends the session at a place. */
  leave(place: number): void;
  state(): DeskState;
  onChanged(listener: (topics: readonly Topic[]) => void): () => void;
  onState(listener: (state: DeskState) => void): () => void;
}
