import { CloseButton } from '@mantine/core';
import { useDebouncedCallback, useDebouncedValue, useMergedRef } from '@mantine/hooks';
import { IconAlertTriangle, IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ClipboardEvent, type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { t } from '#texts/texts.ts';
import { useAddresses } from '../app/address.ts';
import { accountHintsQuery } from '../app/queries/accounts.ts';
import { useListbox } from '../ui/useListbox.ts';
import classes from './FilterLine.module.css';
import { completionsOf, draftOf, type Names, nameDraft } from './filter/complete.ts';
import { completed, type Line, lineSoFar, openLine, tokenized, wholeLine, without } from './filter/line.ts';
import type { Known, Problem } from './filter/meaning.ts';

interface FilterLineProps {
  readonly line: string;
  readonly onLine: (line: string) => void;
  readonly known: Known;
  /** Mistakes in tokens of the line. */
  readonly problems: readonly Problem[];
  /** Refusals of the desk, by the key of the token. */
  readonly refused: Readonly<Record<string, string>>;
  /** Called before typing, so that the names for completion can load. */
  readonly onFocus: () => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

/** The pause in typing after which the list is searched, in milliseconds. */
const PAUSE_MS = 200;

/**
 * The filter above a list of requests: tokens for one property each, and words to search for. Typed text always stays; wrong tokens are marked,
 * and the line below explains them.
 */
export function FilterLine({ line, onLine, known, problems, refused, onFocus, inputRef }: FilterLineProps) {
  const [edited, setEdited] = useState<Line>(() => openLine(line));
  const [open, setOpen] = useState(false);
  const reported = useRef(line);
  const field = useRef<HTMLInputElement>(null);
  const ref = useMergedRef(field, inputRef);
  const addresses = useAddresses();
  const wrongId = useId();
  useEffect(() => {
    if (line === reported.current) return;
    reported.current = line;
    setEdited(openLine(line));
  }, [line]);

  const report = (next: string) => {
    if (next === reported.current) return;
    reported.current = next;
    onLine(next);
  };
  const reportLater = useDebouncedCallback(report, PAUSE_MS);
  const take = (next: Line, at: 'once' | 'later') => {
    setEdited(next);
    reportLater.cancel();
    if (at === 'once') report(lineSoFar(next));
    else reportLater(lineSoFar(next));
  };

  const draft = draftOf(edited.typed);
  const names = useNames(draft);
  const completions = completionsOf(draft, known, names);
  const shown = open && completions.length > 0;
  const listbox = useListbox({
    keys: completions.map(({ insert }) => insert),
    open: shown,
    // Enter completes a token that was begun; a word stays a word unless a suggestion is chosen.
    first: draft.includes(':') ? 0 : -1,
    of: draft,
    onChoose: (index) => {
      const choice = completions[index];
      if (choice !== undefined) take(completed(edited, choice.insert, choice.whole), 'once');
      setOpen(choice?.whole !== true);
      field.current?.focus();
    },
  });

  const remove = (index: number) => {
    take(without(edited, index), 'once');
    field.current?.focus();
  };
  const finish = () => {
    setOpen(false);
    const next = tokenized(edited, true);
    setEdited(next);
    reportLater.cancel();
    report(wholeLine(next));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (listbox.onKey(event)) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Backspace' && selectionStart === 0 && selectionEnd === 0 && edited.tokens.length > 0) {
      event.preventDefault();
      take(without(edited, edited.tokens.length - 1), 'once');
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      setOpen(true);
    } else if (event.key === 'Enter') finish();
    else if (event.key === 'Escape') {
      event.preventDefault();
      if (shown) setOpen(false);
      else event.currentTarget.blur();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    if (addresses.open(event.clipboardData.getData('text/plain'))) event.preventDefault();
  };

  const messageOf = (raw: string, key: string, first: boolean): string | undefined =>
    problems.find(({ piece }) => piece.raw === raw)?.message ?? (first ? refused[key] : undefined);
  const tokens = edited.tokens.map((token, index) => ({
    token,
    message: messageOf(token.raw, token.key, edited.tokens.findIndex(({ key }) => key === token.key) === index),
  }));
  const wrong = tokens.flatMap(({ token, message }) => (message === undefined ? [] : [{ raw: token.raw, message }]));
  const empty = edited.tokens.length === 0 && edited.typed === '';

  return (
    <div className={classes.line}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the tokens is meant for the field */}
      <div
        className={classes.box}
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          field.current?.focus();
        }}
      >
        <IconFilter size={16} stroke={1.75} aria-hidden />
        {tokens.map(({ token, message }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the same token can be there twice
            key={`${index} ${token.raw}`}
            className={classes.token}
            data-wrong={message !== undefined}
            title={message}
          >
            {message === undefined ? null : <IconAlertTriangle size={12} stroke={2} aria-hidden />}
            <span>{token.raw}</span>
            <CloseButton
              size="sm"
              iconSize={14}
              aria-label={t('inbox.filter.remove', { token: token.raw })}
              onClick={() => remove(index)}
            />
          </span>
        ))}
        <input
          ref={ref}
          className={classes.field}
          aria-label={t('inbox.filter.label')}
          placeholder={edited.tokens.length === 0 ? t('inbox.filter.placeholder') : ''}
          value={edited.typed}
          onChange={(event) => {
            const next = tokenized({ ...edited, typed: event.currentTarget.value });
            setOpen(draftOf(next.typed) !== '');
            take(next, 'later');
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={onFocus}
          onClick={() => setOpen(true)}
          onBlur={finish}
          spellCheck={false}
          {...listbox.field}
          {...(wrong.length === 0 ? {} : { 'aria-invalid': true, 'aria-describedby': wrongId })}
        />
        {empty ? null : (
          <CloseButton
            size="sm"
            aria-label={t('inbox.filter.clear')}
            onClick={() => {
              take({ tokens: [], typed: '' }, 'once');
              field.current?.focus();
            }}
          />
        )}
      </div>
      {shown ? (
        <ul className={classes.choices} aria-label={t('inbox.filter.suggestions')} {...listbox.list}>
          {completions.map((choice, index) => (
            <li key={choice.label} className={classes.choice} {...listbox.option(index)}>
              <span className="mono">{choice.label}</span>
              <span>{choice.hint}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div id={wrongId} className={classes.wrong} role="status">
        {wrong.map(({ raw, message }) => (
          <p key={`${raw} ${message}`}>{message}</p>
        ))}
      </div>
    </div>
  );
}

const noNames: readonly string[] = [];

function useNames(draft: string): Names {
  const wanted = nameDraft(draft);
  const [text] = useDebouncedValue(wanted?.text ?? '', PAUSE_MS);
  const { data } = useQuery({ ...accountHintsQuery(text.replaceAll(/[*?]/g, ' ').trim()), enabled: wanted !== null });
  const items = data?.items;
  return {
    resources: items === undefined ? noNames : [...new Set(items.map(({ resource }) => resource))],
    accounts: items === undefined ? noNames : [...new Set(items.map(({ account }) => account))],
  };
}
