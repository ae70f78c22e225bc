import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
import { policyPages } from '../../app/queries/policies.ts';

/** A chosen policy: its id and its name. */
export interface Chosen {
  readonly value: string;
  readonly label: string;
}

interface ChoosePoliciesProps {
  readonly chosen: readonly Chosen[];
  readonly onChoose: (chosen: readonly Chosen[]) => void;
}

/** Chooses some policies, archived ones included; without a choice, all active policies. */
export function ChoosePolicies({ chosen, onChoose }: ChoosePoliciesProps) {
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(text.trim(), 150);
  const list = useInfiniteQuery(policyPages(searched === '' ? {} : { text: searched }));
  const found = (list.data?.pages.flatMap((page) => page.items) ?? []).map(
    ({ id, name, status }): Chosen => ({
      value: id,
      label: status === 'archived' ? t('policies.exporting.archived', { name }) : name,
    }),
  );
  const known = new Map([...chosen, ...found].map((one) => [one.value, one]));
  return (
    <MultiSelect
      label={t('policies.exporting.which')}
      placeholder={chosen.length === 0 ? t('policies.exporting.all') : ''}
      data={[...known.values()]}
      value={chosen.map(({ value }) => value)}
      onChange={(values) => onChoose(values.flatMap((value) => known.get(value) ?? []))}
      searchable
      searchValue={text}
      onSearchChange={setText}
      // The desk has searched already, in descriptions too.
      filter={({ options }) => options}
      nothingFoundMessage={t('policies.exporting.noMatch')}
      clearable
      comboboxProps={{ withinPortal: true }}
    />
  );
}
