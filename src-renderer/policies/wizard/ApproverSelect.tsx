import { MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import type { Directory, Named } from '../../app/directory.ts';
import { asksForAccess } from '../../app/roles.ts';

interface ApproverSelectProps {
  readonly label: string;
  readonly description?: string;
  readonly directory: Directory;
  readonly value: readonly Named[];
  readonly onChange: (refs: readonly Named[]) => void;
  readonly onBlur: () => void;
  readonly error: ReactNode;
}

const keyOf = (ref: Named): string => `${ref.kind}:${ref.id}`;

function refOf(key: string): Named {
  const [kind, id = ''] = key.split(':');
  return { kind: kind === 'group' ? 'group' : 'person', id };
}

/** A choice of people and groups, with a search. */
export function ApproverSelect({ label, description, directory, value, onChange, onBlur, error }: ApproverSelectProps) {
  const chosen = new Set(value.map(keyOf));
  const people = directory.people.filter(
    (person) => chosen.has(`person:${person.id}`) || (person.status === 'enabled' && asksForAccess(person)),
  );
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? t('policies.sequence.placeholder') : undefined}
      data={[
        {
          group: t('policies.sequence.groups'),
          items: directory.groups.map((group) => ({
            value: `group:${group.id}`,
            label: t('policies.sequence.group', {
              name: group.name,
              count: directory.countOf([{ kind: 'group', id: group.id }]),
            }),
          })),
        },
        {
          group: t('policies.sequence.people'),
          items: people.map((person) => ({
            value: `person:${person.id}`,
            label: t('policies.sequence.person', { name: person.name, username: person.username }),
          })),
        },
      ]}
      value={value.map(keyOf)}
      onChange={(keys) => onChange(keys.map(refOf))}
      onBlur={onBlur}
      error={error}
      searchable
      clearSearchOnChange
      hidePickedOptions
      limit={50}
      maxDropdownHeight={260}
      nothingFoundMessage={t('policies.sequence.noMatch')}
      required
    />
  );
}
