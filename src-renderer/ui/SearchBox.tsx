import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type Ref, useEffect, useState } from 'react';
import { t } from '#texts/texts.ts';

interface SearchBoxProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly w?: number | string;
  /** Whether it holds a name of a resource, an account or the like, and needs no sign of a search. */
  readonly mono?: boolean;
}

/** A search box that waits for a pause in the typing before it searches. */
export function SearchBox({ label, text, onText, inputRef, w, mono = false }: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  const tell = useDebouncedCallback(onText, 200);
  useEffect(() => setTyped(text), [text]);

  const take = (value: string) => {
    setTyped(value);
    tell(value);
  };

  const clear = () => {
    take('');
    tell.flush();
  };

  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
      // A late search must not navigate back from the page that was opened meanwhile.
      onBlur={() => tell.flush()}
      leftSection={mono ? null : <IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSection={typed === '' ? null : <CloseButton size="sm" aria-label={t('ui.search.clear')} onClick={clear} />}
      {...(mono ? { classNames: { input: 'mono' } } : {})}
      {...(inputRef === undefined ? {} : { ref: inputRef })}
      {...(w === undefined ? {} : { w })}
    />
  );
}
