import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Person } from '#contract/people.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { asksForAccess } from '../app/roles.ts';

interface OnBehalfOfProps {
  readonly me: Person;
  /** Empty for oneself. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error: ReactNode;
}

/** For whom an admin files. */
export function OnBehalfOf({ me, value, onChange, error }: OnBehalfOfProps) {
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const others = everyone.filter(
    (person) => person.id !== me.id && person.status === 'enabled' && asksForAccess(person),
  );
  return (
    <Select
      label="On behalf of"
      description="Leave empty to ask for yourself. Who files a request cannot approve it."
      placeholder="Myself"
      data={others.map((person) => ({ value: person.id, label: `${person.name} (${person.username})` }))}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
      error={error}
      searchable
      clearable
      limit={50}
      nothingFoundMessage="Nobody is called that."
    />
  );
}
