import type { Refusal } from '../../src-preload/contract/refusal.ts';
import type { Desk } from '../desk/desk.ts';

/** What the bridge asks of the desk. */
export type DeskPort = Pick<Desk, 'call' | 'onChanged' | 'close'>;

/** Takes the place of a workspace that could not be opened: the window shows why. */
export function refusingDesk(error: Refusal): DeskPort {
  return {
    call: async () => ({ ok: false, error }),
    onChanged: () => () => undefined,
    close: async () => undefined,
  };
}
