import type { Front } from '../desk/front/front.ts';

/** What the bridge asks of the desk. */
export type DeskPort = Pick<Front, 'call' | 'onChanged'>;
