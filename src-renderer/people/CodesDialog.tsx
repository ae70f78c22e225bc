import { Button, Checkbox, Group, Modal, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Enrolment, type IssuedCode, type IssuedCodes, MAX_CODES, type Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { enrolmentsQuery, type Keyless, keylessQuery } from '../app/queries/people.ts';
import { useFourEyes } from '../app/session.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { When } from '../ui/When.tsx';
import { KeyState } from './KeyState.tsx';
import classes from './people.module.css';

/** The times for which a code can be used, in seconds, and the one that is chosen at first. */
const VALIDITIES = [3_600, 8 * 3_600, 86_400, 3 * 86_400, 7 * 86_400] as const;
const USUAL_VALIDITY = 86_400;

/** The height of a person in the list, in pixels. */
const ROW_HEIGHT = 36;

interface CodesDialogProps {
  /** The admin, who cannot get a code from themselves. */
  readonly me: Person;
  readonly onClose: () => void;
}

/** Issues one-time codes for many people, on one sheet. The codes themselves never reach this window. */
export function CodesDialog({ me, onClose }: CodesDialogProps) {
  const keyless = useQuery(keylessQuery());
  const enrolments = useQuery(enrolmentsQuery());
  if (keyless.isSuccess && enrolments.isSuccess) {
    const people = keyless.data.filter(({ person }) => person.id !== me.id);
    return <Choose people={people} enrolments={enrolments.data} onClose={onClose} />;
  }
  const error = keyless.error ?? enrolments.error;
  return (
    <Modal opened onClose={onClose} title={t('people.codes.title')} size="lg" centered>
      {error === null ? <Skeleton height={360} /> : <RefusalNote refusal={error.refusal} />}
    </Modal>
  );
}

interface ChooseProps {
  readonly people: readonly Keyless[];
  readonly enrolments: ReadonlyMap<string, Enrolment>;
  readonly onClose: () => void;
}

function Choose({ people, enrolments, onClose }: ChooseProps) {
  const proposes = useFourEyes();
  const idsWith = (wanted: (state: Keyless['state']) => boolean): ReadonlySet<string> =>
    new Set(people.filter(({ state }) => wanted(state)).map(({ person }) => person.id));
  const [chosen, setChosen] = useState(() => idsWith((state) => state === 'none'));
  const [validSeconds, setValidSeconds] = useState<number>(USUAL_VALIDITY);
  // In the order of the list, which is that of the sheet. Who got a key meanwhile is no longer in it.
  const ids = people.map(({ person }) => person.id).filter((id) => chosen.has(id));
  const replaced = people.filter(({ person, state }) => state === 'invited' && chosen.has(person.id)).length;
  const issue = useMutation({
    mutationFn: () => call(desk.people.issueCodes, { ids, validSeconds }),
    onSettled: () => refresh(['people']),
  });
  if (issue.isSuccess) return <Issued issued={issue.data} onClose={onClose} />;
  const tooMany = ids.length > MAX_CODES;
  return (
    <ReasonDialog
      title={t('people.codes.title')}
      size="lg"
      confirm={t('people.codes.issue', { count: ids.length })}
      proposes={proposes}
      blocked={ids.length === 0 || tooMany}
      pending={issue.isPending}
      refusal={issue.error?.refusal}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      {people.length === 0 ? (
        <p className={classes.plain}>{t('people.codes.nobody')}</p>
      ) : (
        <>
          <Group gap="xs" mb="xs">
            <span role="status">{t('people.codes.chosen', { count: ids.length, all: people.length })}</span>
            <Button variant="subtle" size="compact-sm" onClick={() => setChosen(idsWith((state) => state === 'none'))}>
              {t('people.codes.chooseNone')}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setChosen(idsWith(() => true))}>
              {t('people.codes.chooseAll')}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setChosen(new Set())}>
              {t('people.codes.chooseNobody')}
            </Button>
          </Group>
          <div className={classes.choices} style={{ height: `min(36vh, ${people.length * ROW_HEIGHT + 2}px)` }}>
            <VirtualList
              label={t('people.codes.list')}
              items={people}
              keyOf={({ person }) => person.id}
              rowHeight={ROW_HEIGHT}
              row={({ person }) => (
                <Candidate
                  person={person}
                  enrolment={enrolments.get(person.id)}
                  chosen={chosen.has(person.id)}
                  onChoose={(isChosen) => setChosen(toggled(chosen, person.id, isChosen))}
                />
              )}
            />
          </div>
          <NativeSelect
            mt="md"
            w={200}
            label={t('people.codes.validity')}
            value={String(validSeconds)}
            data={VALIDITIES.map((seconds) => ({ value: String(seconds), label: duration(seconds) }))}
            onChange={(event) => setValidSeconds(Number(event.currentTarget.value))}
          />
        </>
      )}
      <ul className={`${classes.consequences} ${classes.below}`}>
        <li>{t(proposes ? 'people.codes.shownToApprover' : 'people.codes.shown')}</li>
        {replaced === 0 ? null : <li>{t('people.codes.replaced', { count: replaced })}</li>}
        <li>{t('people.codes.keysElsewhere')}</li>
        {tooMany ? <li className={classes.wrong}>{t('people.codes.tooMany', { most: MAX_CODES })}</li> : null}
      </ul>
    </ReasonDialog>
  );
}

function toggled(ids: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  if (isChosen) next.add(id);
  else next.delete(id);
  return next;
}

interface CandidateProps {
  readonly person: Person;
  readonly enrolment: Enrolment | undefined;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

function Candidate({ person, enrolment, chosen, onChoose }: CandidateProps) {
  return (
    <div className={classes.candidate}>
      <Checkbox
        checked={chosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        label={
          <>
            <span className="strong">{person.name}</span> <span className="dim">{person.username}</span>
          </>
        }
      />
      {enrolment === undefined ? null : <KeyState enrolment={enrolment} />}
    </div>
  );
}

interface IssuedProps {
  readonly issued: IssuedCodes;
  readonly onClose: () => void;
}

function Issued({ issued: { codes }, onClose }: IssuedProps) {
  const until = codes.map(({ expiresAt }: IssuedCode) => expiresAt).sort()[0] ?? '';
  return (
    <Modal opened onClose={onClose} title={t('people.codes.issued', { count: codes.length })} centered>
      <p className={classes.plain}>
        <Sentence text="people.codes.use" parts={{ until: <When at={until} /> }} />
      </p>
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose} data-autofocus>
          {t('common.close')}
        </Button>
      </Group>
    </Modal>
  );
}
