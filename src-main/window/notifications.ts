import { z } from 'zod';
import type { Topic } from '#contract/names.ts';
import { t } from '#texts/texts.ts';

/** The text of a system notification. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** A window and the person who is signed in there. */
export interface NotifiedWindow<W> {
  readonly window: W;
  /** The id of the person now signed in there. Null if nobody is. */
  readonly person: () => string | null;
  /** Calls the desk on the person's behalf. Returns JSON text. */
  readonly call: (area: string, verb: string, input: unknown) => Promise<string>;
}

/** The functions needed to notify people while no window is in front. `W` is a window. */
export interface AwayPorts<W> {
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => () => void;
  readonly places: () => readonly NotifiedWindow<W>[];
  /** Whether a window of the desk is in front, so that the person there sees the news anyway. */
  readonly inFront: () => boolean;
  /** Shows a notification. Calls `clicked` when the user clicks it. */
  readonly show: (text: NotificationText, clicked: () => void) => void;
  /** Brings a window to the front, at the notice with a number, or at the list of all notices (null). */
  readonly go: (window: W, number: number | null) => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * How often to check for a new sign-in, in milliseconds. Signing in does not change the desk, so no event announces it.
 */
const SITS_MS = 1_000;
/** Up to this many notifications at once are shown one by one. More are shown as one, with a count. */
const MOST_AT_ONCE = 3;
/** How many of the newest unread notices to look at. For more, the user already got a notification with a count. */
const LOOKED_AT = 20;

// Parses the fields of the desk's answers that are used here. A refusal has none.
const answered = <R extends z.ZodType>(result: R) =>
  z.union([z.object({ ok: z.literal(true), result }), z.object({ ok: z.literal(false) })]);
const noticesAnswer = answered(
  z.object({
    items: z.array(z.object({ number: z.int(), title: z.string(), sentence: z.string(), discreet: z.string() })),
  }),
);
const settingsAnswer = answered(z.object({ namesInNotifications: z.boolean() }));
type NoticeItem = Extract<z.infer<typeof noticesAnswer>, { ok: true }>['result']['items'][number];

/**
 * Shows system notifications of new notices to the people signed in, while no window of the desk is in front. They name
 * no accounts and resources unless the setting allows it. Notices from before the sign-in, or while a window was in
 * front, are skipped. Returns a function that stops it.
 */
export function notifyWhenAway<W>(ports: AwayPorts<W>): () => void {
  const { onChanged, places, inFront, show, go, failed } = ports;
  /** The newest notice number already handled for each person. */
  const told = new Map<string, number>();
  let looking = false;
  let again = false;

  const tell = async ({ window, call }: NotifiedWindow<W>, news: readonly NoticeItem[]): Promise<void> => {
    const settings = settingsAnswer.parse(JSON.parse(await call('settings', 'get', {})));
    const names = settings.ok && settings.result.namesInNotifications;
    if (news.length > MOST_AT_ONCE)
      show(
        { title: t('windows.notifications.many', { count: news.length }), body: t('windows.notifications.open') },
        () => go(window, null),
      );
    else
      for (const { number, title, sentence, discreet } of [...news].reverse())
        show({ title, body: names ? sentence : discreet }, () => go(window, number));
  };

  const lookAt = async (person: string, place: NotifiedWindow<W>): Promise<void> => {
    const answer = noticesAnswer.parse(
      JSON.parse(await place.call('notices', 'list', { unread: true, limit: LOOKED_AT })),
    );
    // If the window was locked or changed hands meanwhile, the person there now must not get this.
    if (!answer.ok || place.person() !== person) return;
    const { items } = answer.result;
    const before = told.get(person);
    const newest = Math.max(before ?? 0, ...items.map(({ number }) => number));
    told.set(person, newest);
    if (before === undefined || inFront()) return;
    const news = items.filter(({ number }) => number > before);
    if (news.length > 0) await tell(place, news);
  };

  const look = async (): Promise<void> => {
    const people = new Map<string, NotifiedWindow<W>>();
    for (const place of places()) {
      const person = place.person();
      if (person !== null) people.set(person, place);
    }
    // A person who signs in again sees the notices of the meantime in the window.
    for (const person of told.keys()) if (!people.has(person)) told.delete(person);
    for (const [person, place] of people) await lookAt(person, place);
  };

  const changed = (): void => {
    again = true;
    if (looking) return;
    looking = true;
    void (async () => {
      while (again) {
        again = false;
        await look().catch(failed);
      }
      looking = false;
    })();
  };
  const timer = setInterval(() => {
    const unknown = ({ person }: NotifiedWindow<W>) => {
      const sits = person();
      return sits !== null && !told.has(sits);
    };
    if (places().some(unknown)) changed();
  }, SITS_MS);
  timer.unref();
  const stop = onChanged(changed);
  return () => {
    clearInterval(timer);
    stop();
  };
}
