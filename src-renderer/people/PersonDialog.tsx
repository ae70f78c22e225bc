import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Person, peopleInputs, type Role, roles } from '../../src-preload/contract/people.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useFourEyes } from '../app/fourEyes.ts';
import { previewRoleQuery } from '../app/queries/people.ts';
import { FourEyesNote } from '../ui/FourEyesNote.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
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

/** Adds a person, or changes one. The username stays for good. */
export function PersonDialog({ person, keeps, onClose, onCreated }: PersonDialogProps) {
  const fourEyes = useFourEyes();
  const form = useForm<Values>({
    initialValues: {
      username: person?.username ?? '',
      name: person?.name ?? '',
      email: person?.email ?? '',
      role: person?.role ?? 'member',
    },
    validate: mistakesIn,
    validateInputOnBlur: true,
  });
  const save = useMutation({
    mutationFn: ({ username, name, email, role }: Values) =>
      person === null
        ? call(desk.people.create, { username, name, email, role })
        : call(desk.people.update, { id: person.id, name, email, ...(role === person.role ? {} : { role }) }),
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
      title={person === null ? 'Add a person' : `Edit ${person.name}`}
      size={becomesAuditor ? 'lg' : 'md'}
      centered
    >
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
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
        {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
        {proposes ? <FourEyesNote /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={save.isPending} disabled={becomesAuditor && preview.data?.refusal !== null}>
            {proposes ? 'Propose…' : person === null ? 'Add' : 'Save'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
