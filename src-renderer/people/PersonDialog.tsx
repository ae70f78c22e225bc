import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everTaken, type Person, peopleInputs, type Role, roles } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { everyoneQuery, previewRoleQuery } from '../app/queries/people.ts';
import { useFourEyes } from '../app/session.ts';
import { ChangedMeanwhile, type Moved } from '../ui/ChangedMeanwhile.tsx';
import { FourEyesNote } from '../ui/FourEyesNote.tsx';
import { shownName } from '../ui/names.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Consequences } from './Consequences.tsx';
import classes from './people.module.css';

interface PersonDialogProps {
  /** Null for a new person. */
  readonly person: Person | null;
  /** Whether the viewer may set roles. */
  readonly keeps: boolean;
  readonly onClose: () => void;
  /** Gets the new person, after the dialog has closed. */
  readonly onCreated?: (person: Person) => void;
}

interface Values {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

interface Saving {
  readonly values: Values;
  /** Set once the viewer has confirmed a name that looks like another one. */
  readonly evenIfAlike: { readonly evenIfAlike?: true };
}

// A person keeps their username, even one that no new person can get.
function mistakesIn(values: Values, isNew: boolean): Record<string, string> {
  const parsed = (isNew ? peopleInputs.create : everTaken).safeParse(values);
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]).reverse());
}

const FIELDS = ['name', 'email', 'role'] as const;

function valuesOf(person: Person | null): Values {
  return {
    username: person?.username ?? '',
    name: person?.name ?? '',
    email: person?.email ?? '',
    role: person?.role ?? 'member',
  };
}

/** The viewer's changes, applied to the person as they are now; other fields follow the person. */
function ontoNow(typed: Values, before: Person, now: Person): Values {
  const changed = FIELDS.filter((field) => typed[field] !== before[field]).map((field) => [field, typed[field]]);
  return { ...valuesOf(now), ...Object.fromEntries(changed) };
}

/** Adds a person, or changes one. The username never changes. */
export function PersonDialog({ person: opened, keeps, onClose, onCreated }: PersonDialogProps) {
  const fourEyes = useFourEyes();
  // The version that the edit starts from. It stays while the list behind the dialog follows the desk.
  const [person, setPerson] = useState(opened);
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const now = everyone.find(({ id }) => id === person?.id);
  const form = useForm<Values>({
    initialValues: valuesOf(person),
    validate: (values) => mistakesIn(values, person === null),
    validateInputOnBlur: true,
  });
  const newer = person !== null && now !== undefined && now.version > person.version ? now : null;
  const moved = FIELDS.flatMap((field): Moved[] =>
    person === null || newer === null || person[field] === newer[field]
      ? []
      : [{ label: t(`people.dialog.${field}`), before: person[field], now: newer[field] }],
  );
  const startFrom = (latest: Person, values: Values) => {
    save.reset();
    setPerson(latest);
    form.setValues(values);
  };
  const save = useMutation({
    mutationFn: ({ values: { username, name, email, role }, evenIfAlike }: Saving) =>
      person === null
        ? call(desk.people.create, { username, name, email, role, ...evenIfAlike })
        : call(desk.people.update, {
            id: person.id,
            version: person.version,
            name,
            email,
            ...(role === person.role ? {} : { role }),
            ...evenIfAlike,
          }),
    onSuccess: (saved) => {
      onClose();
      if (person === null) onCreated?.(saved);
    },
    onError: (error) => form.setErrors({ ...error.refusal.fields }),
    onSettled: () => refresh(['people']),
  });
  // A name and an e-mail address decide nothing, so they change without a proposal.
  const proposes = fourEyes && (person === null || form.values.role !== person.role);
  const becomesAuditor = person !== null && form.values.role === 'auditor' && person.role !== 'auditor';
  const preview = useQuery({ ...previewRoleQuery(person?.id ?? '', 'auditor'), enabled: becomesAuditor });
  const refusal =
    save.error?.refusal ??
    (becomesAuditor ? (preview.error?.refusal ?? preview.data?.refusal ?? undefined) : undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      title={person === null ? t('people.dialog.add') : t('people.dialog.edit', { name: shownName(person) })}
      size={becomesAuditor ? 'lg' : 'md'}
      centered
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit((values) => save.mutate({ values, evenIfAlike: {} }))}
      >
        {person === null ? (
          <TextInput
            label={t('people.dialog.username')}
            description={t('people.dialog.usernameHelp')}
            required
            data-autofocus
            {...form.getInputProps('username')}
          />
        ) : null}
        <TextInput label={t('people.dialog.name')} required {...form.getInputProps('name')} />
        <TextInput label={t('people.dialog.email')} type="email" required {...form.getInputProps('email')} />
        {keeps ? (
          <Select
            label={t('people.dialog.role')}
            data={roles.map((role) => ({ value: role, label: t(`people.dialog.roles.${role}`) }))}
            allowDeselect={false}
            required
            {...form.getInputProps('role')}
          />
        ) : null}
        {becomesAuditor && preview.data?.refusal === null ? (
          <section aria-label={t('people.dialog.roleEnds')}>
            <p className={classes.plain}>{t('people.dialog.auditorOnly')}</p>
            <Consequences person={person} consequences={preview.data} change="auditor" onFollow={onClose} />
          </section>
        ) : null}
        {proposes ? <FourEyesNote /> : null}
        {newer !== null ? (
          <ChangedMeanwhile
            what={t('people.dialog.thisPerson')}
            moved={moved}
            onKeep={() => startFrom(newer, person === null ? form.values : ontoNow(form.values, person, newer))}
            onTakeOver={() => startFrom(newer, valuesOf(newer))}
          />
        ) : refusal === undefined ? null : (
          <RefusalNote refusal={refusal} />
        )}
        {save.error?.refusal.code === 'LOOKS_ALIKE' && keeps ? (
          <Button
            variant="default"
            className={classes.aside ?? ''}
            loading={save.isPending}
            onClick={() => save.mutate({ values: form.values, evenIfAlike: { evenIfAlike: true } })}
          >
            {t('people.dialog.evenIfAlike')}
          </Button>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.back')}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={newer !== null || (becomesAuditor && preview.data?.refusal !== null)}
          >
            {t(proposes ? 'ui.propose' : person === null ? 'people.dialog.submitNew' : 'common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
