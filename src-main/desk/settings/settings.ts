import {
  DEFAULT_CONFIRM_AFTER_MINUTES,
  DEFAULT_LOCK_AFTER_MINUTES,
  type Settings,
  settingsInputs,
} from '../../../src-preload/contract/settings.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { loadSetting, saveSetting } from '../../store/queries/workstation.ts';
import type { Core } from '../core.ts';
import { ok, reads, writes } from '../usecase.ts';

const DEFAULTS = {
  lockAfterMinutes: DEFAULT_LOCK_AFTER_MINUTES,
  confirmAfterMinutes: DEFAULT_CONFIRM_AFTER_MINUTES,
} as const;

/** A number of minutes that this workstation was set to. What is kept and cannot be read counts as not set. */
export function minutes(db: ReadDb, name: keyof typeof DEFAULTS): number {
  const parsed = settingsInputs.update.safeParse({ [name]: Number(loadSetting(db, name) ?? 'none') });
  return (parsed.success ? parsed.data[name] : undefined) ?? DEFAULTS[name];
}

function viewSettings(core: Core, db: ReadDb): Settings {
  return {
    lockAfterMinutes: minutes(db, 'lockAfterMinutes'),
    confirmAfterMinutes: minutes(db, 'confirmAfterMinutes'),
    deskKeyKeptBy: loadDesk(db)?.kind === 'real' ? core.deskKey().keptBy : 'file',
  };
}

export const settings = {
  get: reads(settingsInputs.get, {}, ({ core, db }) => ok(viewSettings(core, db))),
  update: writes(settingsInputs.update, { roles: ['admin'] }, ({ core, db }, change) => {
    for (const name of ['lockAfterMinutes', 'confirmAfterMinutes'] as const) {
      const value = change[name];
      if (value !== undefined) saveSetting(db, name, String(value));
    }
    // Keys that are open now do not outlive a shorter setting.
    const latest = core.wallMs() + minutes(db, 'confirmAfterMinutes') * 60_000;
    for (const seat of core.seats) seat.closeBy(latest);
    core.announce(new Set(['settings', 'session']));
    return ok(viewSettings(core, db));
  }),
};
