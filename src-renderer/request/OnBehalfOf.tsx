import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { asksForAccess } from '../app/roles.ts';

interface OnBehalfOfProps {
  readonly me: Person;
  /** The id of the requester; empty for the viewer. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error: ReactNode;
}

/** The person for whom an admin files. */
export function OnBehalfOf({ me, value, onChange, error }: OnBehalfOfProps) {
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const others = everyone.filter(
    (person) => person.id !== me.id && person.status === 'enabled' && asksForAccess(person),
  );
  return (
    <Select
      label={t('request.new.onBehalfOf')}
      description={t('request.new.onBehalfOfHelp')}
      placeholder={t('request.new.myself')}
      data={others.map((person) => ({
        value: person.id,
        label: t('request.new.person', { name: person.name, username: person.username }),
      }))}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
      error={error}
      searchable
      clearable
      limit={50}
      nothingFoundMessage={t('request.new.noSuchPerson')}
    />
  );
}
