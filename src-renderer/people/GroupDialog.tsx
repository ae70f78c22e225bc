import { Button, Modal, MultiSelect, Group as Row, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Group, groupInputs } from '#contract/groups.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { everyGroupQuery } from '../app/queries/groups.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { useFourEyes } from '../app/session.ts';
import { ChangedMeanwhile, type Moved } from '../ui/ChangedMeanwhile.tsx';
import { FourEyesNote } from '../ui/FourEyesNote.tsx';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { shownName } from '../ui/words.ts';
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

const idsOf = (group: Group | null): string[] => group?.members.map((member) => member.id) ?? [];

const valuesOf = (group: Group | null): Values => ({ name: group?.name ?? '', memberIds: idsOf(group) });

/** How members differ: who is in the second list and not in the first. */
const missingIn = (before: readonly string[], after: readonly string[]): string[] =>
  after.filter((id) => !before.includes(id));

/** What was typed, put onto a group as it is now. */
function ontoNow({ name, memberIds }: Values, before: Group, now: Group): Values {
  const removed = missingIn(memberIds, idsOf(before));
  return {
    name: name === before.name ? now.name : name,
    memberIds: [...new Set([...idsOf(now), ...missingIn(idsOf(before), memberIds)])].filter(
      (id) => !removed.includes(id),
    ),
  };
}

function movedIn(before: Group, now: Group): Moved[] {
  const names = (ids: readonly string[]) =>
    [...before.members, ...now.members].filter(({ id }) => ids.includes(id)).map(shownName);
  const [left, joined] = [missingIn(idsOf(now), idsOf(before)), missingIn(idsOf(before), idsOf(now))];
  return [
    ...(before.name === now.name ? [] : [{ label: 'Name', before: before.name, now: now.name }]),
    ...(left.length === 0 ? [] : [{ label: 'Left', before: names(left).join(', '), now: '' }]),
    ...(joined.length === 0 ? [] : [{ label: 'Joined', before: '', now: names(joined).join(', ') }]),
  ];
}

/** Creates a group, or changes its name and members. */
export function GroupDialog({ group: opened, onClose }: GroupDialogProps) {
  // What the edit is based on, whatever the list behind the dialog shows by now.
  const [group, setGroup] = useState(opened);
  const { data: groups = [] } = useQuery(everyGroupQuery());
  const now = groups.find(({ id }) => id === group?.id);
  const newer = group !== null && now !== undefined && now.version > group.version ? now : null;
  const proposes = useFourEyes();
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const form = useForm<Values>({
    initialValues: valuesOf(group),
    validate: mistakesIn,
    validateInputOnBlur: true,
  });
  const save = useMutation({
    mutationFn: (values: Values) =>
      group === null
        ? call(desk.groups.create, values)
        : call(desk.groups.update, {
            id: group.id,
            version: group.version,
            name: values.name,
            add: missingIn(idsOf(group), values.memberIds),
            remove: missingIn(values.memberIds, idsOf(group)),
          }),
    onSuccess: onClose,
    onError: (error) => form.setErrors({ ...error.refusal.fields }),
    onSettled: () => refresh(['groups']),
  });
  const startFrom = (latest: Group, values: Values) => {
    save.reset();
    setGroup(latest);
    form.setValues({ ...values });
  };
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
        {newer !== null && group !== null ? (
          <ChangedMeanwhile
            what="This group"
            moved={movedIn(group, newer)}
            onKeep={() => startFrom(newer, ontoNow(form.values, group, newer))}
            onTakeOver={() => startFrom(newer, valuesOf(newer))}
          />
        ) : save.error === null ? null : (
          <RefusalNote refusal={save.error.refusal} />
        )}
        <Row justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={save.isPending} disabled={newer !== null}>
            {proposes ? 'Propose…' : group === null ? 'Create' : 'Save'}
          </Button>
        </Row>
      </form>
    </Modal>
  );
}
