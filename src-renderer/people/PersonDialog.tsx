import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Person, peopleInputs, type Role, roles } from '#contract/people.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { everyoneQuery, previewRoleQuery } from '../app/queries/people.ts';
import { useFourEyes } from '../app/session.ts';
import { ChangedMeanwhile, type Moved } from '../ui/ChangedMeanwhile.tsx';
import { FourEyesNote } from '../ui/FourEyesNote.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { shownName } from '../ui/words.ts';
import { Consequences } from './Consequences.tsx';
import classes from './people.module.css';

interface PersonDialogProps {
  /** Null for somebody new. */
  readonly person: Person | null;
  /** Whether the viewer may set roles. */
  readonly keeps: boolean;
  readonly onClose: () => void;
  /** Hears of somebody new; then the dialog closes. */
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
  /** Given once the person has said that a name which looks like another one is meant. */
  readonly evenIfAlike: { readonly evenIfAlike?: true };
}

const roleWords: Record<Role, string> = {
  member: 'member: asks for access, approves where named',
  admin: 'admin: keeps policies, people and groups',
  auditor: 'auditor: reads everything, decides nothing',
};

function mistakesIn(values: Values): Record<string, string> {
  const parsed = peopleInputs.create.safeParse(values);
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]).reverse());
}

const FIELDS = [
  ['name', 'Name'],
  ['email', 'E-mail'],
  ['role', 'Role'],
] as const;

function valuesOf(person: Person | null): Values {
  return {
    username: person?.username ?? '',
    name: person?.name ?? '',
    email: person?.email ?? '',
    role: person?.role ?? 'member',
  };
}

/** What was typed, put onto a person as they are now: a field that was left alone follows them. */
function ontoNow(typed: Values, before: Person, now: Person): Values {
  const changed = FIELDS.filter(([field]) => typed[field] !== before[field]).map(([field]) => [field, typed[field]]);
  return { ...valuesOf(now), ...Object.fromEntries(changed) };
}

/** Adds a person, or changes one. The username stays for good. */
export function PersonDialog({ person: opened, keeps, onClose, onCreated }: PersonDialogProps) {
  const fourEyes = useFourEyes();
  // What the edit is based on. The list behind the dialog follows the desk; this stays, until the person says otherwise.
  const [person, setPerson] = useState(opened);
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const now = everyone.find(({ id }) => id === person?.id);
  const form = useForm<Values>({
    initialValues: valuesOf(person),
    validate: mistakesIn,
    validateInputOnBlur: true,
  });
  const newer = person !== null && now !== undefined && now.version > person.version ? now : null;
  const moved = FIELDS.flatMap(([field, label]): Moved[] =>
    person === null || newer === null || person[field] === newer[field]
      ? []
      : [{ label, before: person[field], now: newer[field] }],
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
  // A name and an e-mail address decide nothing, and are changed at once.
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
      title={person === null ? 'Add a person' : `Edit ${shownName(person)}`}
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
            label="Username"
            description="Short, and never changed later"
            required
            data-autofocus
            {...form.getInputProps('username')}
          />
        ) : null}
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <TextInput label="E-mail" type="email" required {...form.getInputProps('email')} />
        {keeps ? (
          <Select
            label="Role"
            data={roles.map((role) => ({ value: role, label: roleWords[role] }))}
            allowDeselect={false}
            required
            {...form.getInputProps('role')}
          />
        ) : null}
        {becomesAuditor && preview.data?.refusal === null ? (
          <section aria-label="What the role ends">
            <p className={classes.plain}>An auditor has no access, and approves nothing, from then on.</p>
            <Consequences person={person} consequences={preview.data} change="auditor" onFollow={onClose} />
          </section>
        ) : null}
        {proposes ? <FourEyesNote /> : null}
        {newer !== null ? (
          <ChangedMeanwhile
            what="This person"
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
            They are really called that: save it
          </Button>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={newer !== null || (becomesAuditor && preview.data?.refusal !== null)}
          >
            {proposes ? 'Propose…' : person === null ? 'Add' : 'Save'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
