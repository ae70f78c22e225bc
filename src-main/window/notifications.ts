import { z } from 'zod';
import type { Topic } from '#contract/names.ts';
import { t } from '#texts/texts.ts';

/** What a notification of the system says. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** A window, and who sits in it. */
export interface NotifiedWindow<W> {
  readonly window: W;
  /** Whoever is signed in there now, by id; null when nobody is. */
  readonly person: () => string | null;
  /** Calls the desk on their behalf. Answers JSON text. */
  readonly call: (area: string, verb: string, input: unknown) => Promise<string>;
}

/** What is needed to tell people of news while no window is in front; `W` is a window. */
export interface AwayPorts<W> {
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => () => void;
  readonly places: () => readonly NotifiedWindow<W>[];
  /** Whether a window of the desk is in front, so that whoever sits there sees the news anyway. */
  readonly inFront: () => boolean;
  /** Shows a notification; `clicked` is called when somebody clicks on it. */
  readonly show: (text: NotificationText, clicked: () => void) => void;
  /** Brings a window to the front, at a notice by its number; null: at all of them. */
  readonly go: (window: W, number: number | null) => void;
  readonly failed: (fault: unknown) => void;
}

/** How often it is looked whether somebody has sat down, in milliseconds: that is no change of the desk, and announced by nobody. */
const SITS_MS = 1_000;
/** So many notifications at once are shown one by one; more are counted in one. */
const MOST_AT_ONCE = 3;
/** How many of the newest unread notices are looked at; whoever has more has been told that there are many. */
const LOOKED_AT = 20;

// The part of the desk's answers that is used here; a refusal has none.
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
 * Has the system tell what is new to whoever is signed in, while no window of the desk is in front. Without names of accounts and resources, unless
 * the setting allows them. What was new when somebody sat down, or while a window was in front, they see there. Answers a function that stops it.
 */
export function notifyWhenAway<W>(ports: AwayPorts<W>): () => void {
  const { onChanged, places, inFront, show, go, failed } = ports;
  /** Up to which notice each person was told. */
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
    // Locked, signed out or somebody else meanwhile: none of it is for whoever is there now.
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
    // Whoever comes back finds what happened meanwhile in the window.
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
