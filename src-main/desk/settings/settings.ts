import { eventCatalogue } from '#contract/events.ts';
import type { Role } from '#contract/people.ts';
import type { Refusal } from '#contract/refusal.ts';
import {
  DEFAULT_CONFIRM_AFTER_MINUTES,
  DEFAULT_LOCK_AFTER_MINUTES,
  DEFAULT_UNDO_SECONDS,
  type Settings,
  settingsInputs,
} from '#contract/settings.ts';
import { t } from '#texts/texts.ts';
import { refusal, whyStale } from '../../engine/outcome.ts';
import { setFourEyes } from '../../engine/proposal/fourEyes.ts';
import type { ReadDb } from '../../store/connection.ts';
import { countEvents, fourEyesIsOn, loadDesk } from '../../store/queries/desk.ts';
import { loadSetting, saveSetting } from '../../store/queries/workstation.ts';
import type { Core } from '../kernel/core.ts';
import { fourEyesOf } from '../kernel/fourEyes.ts';
import { ok, reads, refuse, type Writing, writes } from '../kernel/usecase.ts';

const DEFAULTS = {
  lockAfterMinutes: DEFAULT_LOCK_AFTER_MINUTES,
  confirmAfterMinutes: DEFAULT_CONFIRM_AFTER_MINUTES,
  undoSeconds: DEFAULT_UNDO_SECONDS,
} as const;

/** A number set for this workstation, or its default. A stored value that cannot be read counts as not set. */
export function numberSet(db: ReadDb, name: keyof typeof DEFAULTS): number {
  const parsed = settingsInputs.update.safeParse({ [name]: Number(loadSetting(db, name) ?? 'none') });
  return (parsed.success ? parsed.data[name] : undefined) ?? DEFAULTS[name];
}

const NAMES_IN_NOTIFICATIONS = 'namesInNotifications';

/** Whether single-letter keys are on at this workstation; they are unless switched off. */
function singleKeys(db: ReadDb): boolean {
  return loadSetting(db, 'singleKeys') !== 'false';
}

/** The settings of this workstation. */
function ownSettings(db: ReadDb) {
  return {
    lockAfterMinutes: numberSet(db, 'lockAfterMinutes'),
    confirmAfterMinutes: numberSet(db, 'confirmAfterMinutes'),
    undoSeconds: numberSet(db, 'undoSeconds'),
    namesInNotifications: loadSetting(db, NAMES_IN_NOTIFICATIONS) === 'true',
    singleKeys: singleKeys(db),
  };
}

const CHANGES = 'changes';

// Counts changes to the settings of this workstation, which no event records, and to those of the desk.
function versionOf(db: ReadDb): number {
  return 1 + changesHere(db) + countEvents(db, 'desk.updated');
}

// A stored count that cannot be read counts as no change.
function changesHere(db: ReadDb): number {
  const count = Number(loadSetting(db, CHANGES) ?? 0);
  return Number.isSafeInteger(count) && count >= 0 ? count : 0;
}

function viewSettings(core: Core, db: ReadDb): Settings {
  const deskKey = loadDesk(db)?.kind === 'real' ? core.keys.deskKey(db) : null;
  return {
    version: versionOf(db),
    ...ownSettings(db),
    fourEyes: fourEyesIsOn(db),
    deskKeyKeptBy: deskKey?.keptBy ?? 'file',
    deskKeyState: deskKey === null || deskKey.ok ? 'ready' : deskKey.state,
    deskKeyProblem: deskKey === null || deskKey.ok ? null : deskKey.message,
  };
}

/** Turns four eyes on or off; null if that is not refused. */
function switchFourEyes(context: Writing, wanted: boolean): Refusal | null {
  const outcome = setFourEyes(fourEyesOf(context.db), wanted);
  if (!outcome.ok) return outcome.refusal;
  context.commit(outcome.facts);
  return null;
}

const keepers: readonly Role[] = eventCatalogue['desk.updated'].roles;

export const settings = {
  get: reads(settingsInputs.get, {}, ({ core, db }) => ok(viewSettings(core, db))),
  update: writes(
    settingsInputs.update,
    {},
    (context, { version, fourEyes, singleKeys: letters, undoSeconds, namesInNotifications, ...change }) => {
      const { core, db, person } = context;
      const ofOthers =
        (letters === undefined && undoSeconds === undefined) ||
        [fourEyes, namesInNotifications, ...Object.values(change)].some((value) => value !== undefined);
      if (ofOthers && !keepers.includes(person.role))
        return refuse(refusal('FORBIDDEN', t('desk.settings.adminsOnly')));
      const stale = whyStale({ kind: 'settings' }, versionOf(db), version);
      if (stale) return refuse(stale);
      const before = JSON.stringify(ownSettings(db));
      const refused = fourEyes === undefined ? null : switchFourEyes(context, fourEyes);
      if (refused) return refuse(refused);
      if (letters !== undefined) saveSetting(db, 'singleKeys', String(letters));
      if (namesInNotifications !== undefined) saveSetting(db, NAMES_IN_NOTIFICATIONS, String(namesInNotifications));
      const numbers = { ...change, undoSeconds };
      for (const name of ['lockAfterMinutes', 'confirmAfterMinutes', 'undoSeconds'] as const) {
        const value = numbers[name];
        if (value !== undefined) saveSetting(db, name, String(value));
      }
      if (JSON.stringify(ownSettings(db)) !== before) saveSetting(db, CHANGES, String(changesHere(db) + 1));
      context.afterwards(() => {
        // A shorter setting also applies to keys that are open now.
        const latest = core.clock.wallMs() + numberSet(db, 'confirmAfterMinutes') * 60_000;
        for (const session of core.sessions) session.closeBy(latest);
        core.changes.announce(['settings', 'session']);
      });
      return ok(viewSettings(core, db));
    },
  ),
};

/** The part of `settings.update` that can be proposed: the settings of the desk, not of a workstation. */
export const proposedSettings = writes(
  settingsInputs.update.pick({ fourEyes: true }).required().extend({ version: settingsInputs.update.shape.version }),
  { roles: eventCatalogue['desk.updated'].roles },
  (context, { version, fourEyes }) => {
    const stale = whyStale({ kind: 'settings' }, versionOf(context.db), version);
    if (stale) return refuse(stale);
    const refused = switchFourEyes(context, fourEyes);
    return refused ? refuse(refused) : ok({});
  },
);
