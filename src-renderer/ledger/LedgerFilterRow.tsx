import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { t } from '#texts/texts.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { SearchBox } from '../ui/SearchBox.tsx';
import { kindChoices } from './kinds.ts';
import classes from './LedgerFilterRow.module.css';
import type { LedgerSearch } from './search.ts';

/** Far more than a desk can hold. */
const MAX_REQUEST_NUMBER = 999_999_999;

interface LedgerFilterRowProps {
  readonly search: LedgerSearch;
  readonly onSearch: (search: LedgerSearch) => void;
}

/** What the ledger is narrowed to: words, kind, person, request, account and days. All of them hold. */
export function LedgerFilterRow({ search, onSearch }: LedgerFilterRowProps) {
  const { data: everyone = [] } = useQuery(everyoneQuery());
  const kinds = useMemo(kindChoices, []);
  const take = (change: LedgerSearch) => onSearch({ ...search, ...change });
  const filled = (text: string) => (text.trim() === '' ? undefined : text);
  const none = Object.values(search).every((value) => value === undefined);
  return (
    <search className={classes.filters} aria-label={t('ledger.filters')}>
      <div className={classes.row}>
        <SearchBox
          label={t('ledger.search')}
          text={search.text ?? ''}
          onText={(text) => take({ text: filled(text) })}
          w={276}
        />
        <Select
          aria-label={t('ledger.kind')}
          placeholder={t('ledger.everyKind')}
          data={kinds}
          w={236}
          searchable
          clearable
          value={search.kind ?? null}
          onChange={(kind) => take({ kind: kind ?? undefined })}
        />
        <Select
          aria-label={t('ledger.person')}
          placeholder={t('ledger.everyPerson')}
          data={everyone.map((one) => ({
            value: one.id,
            label: t('common.sharedName', { name: one.name, username: one.username }),
          }))}
          w={236}
          searchable
          clearable
          limit={50}
          value={search.person ?? null}
          onChange={(person) => take({ person: person ?? undefined })}
        />
      </div>
      <div className={classes.row}>
        <NumberInput
          aria-label={t('ledger.request')}
          placeholder={t('ledger.request')}
          prefix="#"
          value={search.request ?? ''}
          onChange={(value) => take({ request: typeof value === 'number' && value >= 1 ? value : undefined })}
          allowDecimal={false}
          allowNegative={false}
          min={1}
          max={MAX_REQUEST_NUMBER}
          clampBehavior="strict"
          hideControls
          w={116}
        />
        <SearchBox
          label={t('ledger.account')}
          text={search.account ?? ''}
          onText={(account) => take({ account: filled(account) })}
          w={172}
          mono
        />
        <SearchBox
          label={t('ledger.resource')}
          text={search.resource ?? ''}
          onText={(resource) => take({ resource: filled(resource) })}
          w={164}
          mono
        />
        <div className={classes.days}>
          <span aria-hidden>{t('ledger.from')}</span>
          <TextInput
            type="date"
            aria-label={t('ledger.fromDate')}
            value={search.from ?? ''}
            onChange={(event) => take({ from: filled(event.currentTarget.value) })}
          />
          <span aria-hidden>{t('ledger.to')}</span>
          <TextInput
            type="date"
            aria-label={t('ledger.toDate')}
            value={search.to ?? ''}
            onChange={(event) => take({ to: filled(event.currentTarget.value) })}
          />
        </div>
        {none ? null : (
          <Button variant="subtle" size="compact-md" onClick={() => onSearch({})}>
            {t('ledger.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}
