import { Button, Modal, MultiSelect, Group as Row, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Group, groupInputs } from '../../src-preload/contract/groups.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { useFourEyes } from '../app/fourEyes.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { FourEyesNote } from '../ui/FourEyesNote.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './people.module.css';

interface GroupDialogProps {
  /** Null for a new one. */
  readonly group: Group | null;
  readonly onClose: () => void;
}

interface Values {
  readonly name: string;
  readonly memberIds: string[];
}

function mistakesIn(values: Values): Record<string, string> {
  const parsed = groupInputs.create.safeParse(values);
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]).reverse());
}

/** Creates a group, or changes its name and members. */
export function GroupDialog({ group, onClose }: GroupDialogProps) {
  const proposes = useFourEyes();
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const form = useForm<Values>({
    initialValues: { name: group?.name ?? '', memberIds: group?.members.map((member) => member.id) ?? [] },
    validate: mistakesIn,
    validateInputOnBlur: true,
  });
  const save = useMutation({
    mutationFn: (values: Values) =>
      group === null ? call(desk.groups.create, values) : call(desk.groups.update, { id: group.id, ...values }),
    onSuccess: onClose,
    onError: (error) => form.setErrors({ ...error.refusal.fields }),
    onSettled: () => refresh(['groups']),
  });
  return (
    <Modal opened onClose={onClose} title={group === null ? 'Create a group' : `Edit ${group.name}`} centered>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
        <MultiSelect
          label="Members"
          description="Whoever leaves can no longer approve at once; whoever joins can approve requests filed from now on"
          placeholder="Type a name"
          data={everyone
            .filter((person) => person.status === 'enabled' || form.values.memberIds.includes(person.id))
            .map((person) => ({ value: person.id, label: `${person.name} (${person.username})` }))}
          searchable
          clearSearchOnChange
          hidePickedOptions
          limit={50}
          nothingFoundMessage="Nobody is called that."
          {...form.getInputProps('memberIds')}
        />
        {proposes ? <FourEyesNote /> : null}
        {save.error === null ? null : <RefusalNote refusal={save.error.refusal} />}
        <Row justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={save.isPending}>
            {proposes ? 'Propose…' : group === null ? 'Create' : 'Save'}
          </Button>
        </Row>
      </form>
    </Modal>
  );
}
