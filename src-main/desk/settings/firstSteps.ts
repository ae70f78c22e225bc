import type { PersonId } from '#contract/scalars.ts';
import { type FirstStepName, type FirstSteps, firstStepNames, settingsInputs } from '#contract/settings.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import type { ReadDb } from '../../store/connection.ts';
import { fourEyesIsOn } from '../../store/queries/desk.ts';
import { hasAny } from '../../store/queries/firstSteps.ts';
import { listAdminsWithKey } from '../../store/queries/people.ts';
import { loadSetting, saveSetting } from '../../store/queries/workstation.ts';
import { deskKind, ok, reads, refuse, writes } from '../kernel/usecase.ts';

/** Whether each of the first steps is done, as the desk stands now. */
const isDone: Readonly<Record<FirstStepName, (db: ReadDb) => boolean>> = {
  secondAdmin: (db) => listAdminsWithKey(db).length > 1,
  people: (db) => hasAny(db, 'member'),
  groups: (db) => hasAny(db, 'group'),
  accounts: (db) => hasAny(db, 'account'),
  policy: (db) => hasAny(db, 'policy'),
  fourEyes: fourEyesIsOn,
  decision: (db) => hasAny(db, 'decision'),
};

const awayFor = (id: PersonId): string => `firstStepsAway ${id}`;

function view(db: ReadDb, id: PersonId): FirstSteps {
  return {
    steps: firstStepNames.map((name) => ({ name, done: isDone[name](db) })),
    away: loadSetting(db, awayFor(id)) === 'true',
  };
}

const rules = { roles: ['admin'] } as const;
const onlyReal = () => refuse(refusal('FORBIDDEN', t('desk.settings.noFirstSteps')));

/** What a real desk needs after it was founded. Only whether a person put the list away is stored. */
export const firstSteps = {
  firstSteps: reads(settingsInputs.firstSteps, rules, ({ db, person }) =>
    deskKind(db) === 'real' ? ok(view(db, person.id)) : onlyReal(),
  ),
  putFirstStepsAway: writes(settingsInputs.putFirstStepsAway, rules, ({ core, db, person, afterwards }, { away }) => {
    if (deskKind(db) !== 'real') return onlyReal();
    saveSetting(db, awayFor(person.id), String(away));
    afterwards(() => core.changes.announce(['settings', 'ledger']));
    return ok(view(db, person.id));
  }),
};
