import { Button, Modal, MultiSelect, Group as Row, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Group, groupInputs } from '#contract/groups.ts';
import { t } from '#texts/texts.ts';
import { refresh } from '../app/client.ts';
import { call, desk } from '../app/desk.ts';
import { everyGroupQuery } from '../app/queries/groups.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { useFourEyes } from '../app/session.ts';
import { ChangedMeanwhile, type Moved } from '../ui/ChangedMeanwhile.tsx';
import { FourEyesNote } from '../ui/FourEyesNote.tsx';
import { shownName } from '../ui/names.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './people.module.css';

interface GroupDialogProps {
  /** Null for a new group. */
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

/** The ids in the second list that are not in the first. */
const missingIn = (before: readonly string[], after: readonly string[]): string[] =>
  after.filter((id) => !before.includes(id));

/** The viewer's changes, applied to the group as it is now. */
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
    ...(before.name === now.name ? [] : [{ label: t('people.groups.name'), before: before.name, now: now.name }]),
    ...(left.length === 0 ? [] : [{ label: t('people.groups.left'), before: names(left).join(', '), now: '' }]),
    ...(joined.length === 0 ? [] : [{ label: t('people.groups.joined'), before: '', now: names(joined).join(', ') }]),
  ];
}

/** Creates a group, or changes its name and members. */
export function GroupDialog({ group: opened, onClose }: GroupDialogProps) {
  // The version that the edit starts from; the list behind the dialog may have a newer one.
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
    <Modal
      opened
      onClose={onClose}
      title={group === null ? t('people.groups.create') : t('people.groups.editSpoken', { name: group.name })}
      centered
    >
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <TextInput label={t('people.groups.name')} required data-autofocus {...form.getInputProps('name')} />
        <MultiSelect
          label={t('people.groups.members')}
          description={t('people.groups.membersHelp')}
          placeholder={t('people.groups.membersPlaceholder')}
          data={everyone
            .filter((person) => person.status === 'enabled' || form.values.memberIds.includes(person.id))
            .map((person) => ({
              value: person.id,
              label: t('people.option', { name: person.name, username: person.username }),
            }))}
          searchable
          clearSearchOnChange
          hidePickedOptions
          limit={50}
          nothingFoundMessage={t('people.noSuchPerson')}
          {...form.getInputProps('memberIds')}
        />
        {proposes ? <FourEyesNote /> : null}
        {newer !== null && group !== null ? (
          <ChangedMeanwhile
            what={t('people.groups.thisGroup')}
            moved={movedIn(group, newer)}
            onKeep={() => startFrom(newer, ontoNow(form.values, group, newer))}
            onTakeOver={() => startFrom(newer, valuesOf(newer))}
          />
        ) : save.error === null ? null : (
          <RefusalNote refusal={save.error.refusal} />
        )}
        <Row justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.back')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={newer !== null}>
            {t(proposes ? 'ui.propose' : group === null ? 'people.groups.submitNew' : 'common.save')}
          </Button>
        </Row>
      </form>
    </Modal>
  );
}
