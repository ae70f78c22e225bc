import type { SessionView } from '#contract/session.ts';

/** How somebody can come in: with the passphrase, with a one-time code from an admin, or with the recovery kit. */
export type WayIn = 'passphrase' | 'code' | 'kit';

/** What every way in is given. The username stays when one changes the way. */
export interface WayProps {
  readonly session: SessionView;
  readonly username: string;
  readonly onUsername: (username: string) => void;
  readonly onWay: (way: WayIn) => void;
}
