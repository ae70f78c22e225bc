import { Combobox, TextInput, useCombobox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Account } from '#contract/accounts.ts';
import { t } from '#texts/texts.ts';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './AccountField.module.css';

/** The most accounts in the list; more typing shows others. */
const MOST_OPTIONS = 50;

interface AccountFieldProps {
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onValue: (typed: string) => void;
  readonly onBlur: () => void;
  readonly error: ReactNode;
  /** The accounts of the inventory that match the typed text. */
  readonly accounts: readonly Account[];
  readonly onPick: (account: Account) => void;
  readonly onOpened: () => void;
  readonly focused?: boolean;
}

/** A field for a name that suggests accounts of the inventory. Other names can be typed, too. */
export function AccountField({
  label,
  description,
  placeholder,
  value,
  onValue,
  onBlur,
  error,
  accounts,
  onPick,
  onOpened,
  focused = false,
}: AccountFieldProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption(), onDropdownOpen: onOpened });
  const shown = accounts.slice(0, MOST_OPTIONS);
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      width="max-content"
      position="bottom-start"
      onOptionSubmit={(index) => {
        const account = shown[Number(index)];
        if (account !== undefined) onPick(account);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={label}
          description={description}
          placeholder={placeholder}
          required
          classNames={{ input: 'mono' }}
          value={value}
          onChange={(event) => {
            onValue(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            onBlur();
          }}
          error={error}
          {...(focused ? { 'data-autofocus': true } : {})}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown ?? ''} hidden={shown.length === 0}>
        <Combobox.Options aria-label={t('request.new.inventory')} className={classes.options ?? ''}>
          {shown.map((account, index) => (
            <Combobox.Option key={`${account.resource} ${account.account}`} value={String(index)}>
              <span className={classes.names}>
                <Sentence
                  text="request.new.option"
                  values={{ account: account.account, resource: account.resource }}
                  parts={{ account: <span className="mono" />, resource: <span className="mono" /> }}
                />
              </span>
              <span className={`meta ${classes.more}`}>
                {[account.kind, account.owner === null ? null : t('request.new.ownedBy', { owner: account.owner })]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
