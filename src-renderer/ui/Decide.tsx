import { Button, Kbd, Textarea } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import { isBlank } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import classes from './ActionBar.module.css';
import { useCommands } from './commands.ts';
import { usePageKeys } from './keys.ts';
import { heldProps, type PressGuard, usePressGuard } from './pressGuard.ts';
import { RefusalNote } from './RefusalNote.tsx';

/** An action on what is shown, and the comment that goes with it. */
export interface Act<A extends string> {
  readonly action: A;
  readonly words: string;
}

/** How an action looks, and its texts: on its button, in a question, while it asks for a comment, and once it is done. */
export interface ActionLook {
  readonly button: string;
  readonly question: string;
  readonly confirm: string;
  readonly done: string;
  readonly colour: string;
  /** The letter that asks for it. */
  readonly key?: string;
  /** When a click on its button asks first: never, without a comment, or always. */
  readonly asks: 'never' | 'withoutWords' | 'always';
  /** What to say when the comment is missing, for an action that needs one. */
  readonly wordsNeeded?: string;
}

interface DecideProps<A extends string> {
  /** What is decided, with its facts: a press counts only if it began while this was on screen. */
  readonly subject: unknown;
  /** What the viewer can do, the most wanted first. */
  readonly available: readonly A[];
  readonly looks: Readonly<Record<A, ActionLook>>;
  /** The label of the comment field, for the action being asked about or for none. */
  readonly labelOf: (asking: A | null) => string;
  readonly act: UseMutationResult<unknown, { readonly refusal: Refusal }, Act<A>>;
  /** Shown instead of field and buttons while a decision is not signed yet. */
  readonly standby?: ReactNode;
  /** The first text of the field. */
  readonly initialWords?: string;
  /** The outcome, where `act` does not know it. */
  readonly status?: string | undefined;
  /** Whether another place shows the refusal of `act`. */
  readonly refusedElsewhere?: boolean;
}

/**
 * The comment field and the buttons. What cannot be undone asks for its words first, and a key never acts by itself: it asks, and Enter
 * confirms. A press counts only for what was on screen when it began.
 */
export function Decide<A extends string>({
  subject,
  available,
  looks,
  labelOf,
  act,
  standby = null,
  initialWords = '',
  status,
  refusedElsewhere = false,
}: DecideProps<A>) {
  const [words, setWords] = useState(initialWords);
  const [lacking, setLacking] = useState<string | null>(null);
  const guard = usePressGuard({ subject, stands: standby !== null });
  const [asked, setAsked] = useState<A | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = asked !== null && available.includes(asked) ? asked : null;

  const ask = (action: A) => {
    act.reset();
    setLacking(null);
    setAsked(action);
    field.current?.focus();
  };
  const perform = (action: A) => {
    if (act.isPending) return;
    const { wordsNeeded } = looks[action];
    if (wordsNeeded !== undefined && isBlank(words)) {
      setLacking(wordsNeeded);
      field.current?.focus();
      return;
    }
    act.mutate(
      { action, words },
      {
        onSuccess: (done) => {
          if (done === null) return;
          setWords('');
          setAsked(null);
        },
      },
    );
  };
  const press = (action: A) => {
    const { asks } = looks[action];
    if (asks === 'never' || (asks === 'withoutWords' && words.trim() !== '')) perform(action);
    else ask(action);
  };
  usePageKeys(
    Object.fromEntries(
      available.flatMap((action) => {
        const { key } = looks[action];
        return key === undefined || standby !== null
          ? []
          : [[key.toLowerCase(), (event: Event) => (guard.counts(event) ? ask(action) : undefined)] as const];
      }),
    ),
  );

  useCommands(
    available.map((action) => {
      const { button, question, key } = looks[action];
      return {
        id: `act ${action}`,
        words: button,
        section: t('ui.decide.section'),
        also: question,
        ...(key === undefined ? {} : { key }),
        run: () => ask(action),
      };
    }),
  );

  const onFieldKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setAsked(null);
      field.current?.blur();
    } else if (event.key === 'Enter' && !event.shiftKey && asking !== null) {
      event.preventDefault();
      if (guard.counts(event.nativeEvent)) perform(asking);
    }
  };

  const refusal = refusedElsewhere ? undefined : act.error?.refusal;
  const label = labelOf(asking);
  return (
    <>
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
      <p className={classes.status} role="status">
        {status ?? (act.isSuccess && act.data !== null ? looks[act.variables.action].done : '')}
      </p>
      <p className={classes.missed} role="status">
        {guard.missed && standby === null && available.length > 0 ? t('ui.missedPress') : ''}
      </p>
      {standby ??
        (available.length === 0 ? null : (
          <div className={classes.decide}>
            {asking === null ? null : <p className={classes.question}>{looks[asking].confirm}</p>}
            <Textarea
              ref={field}
              className={classes.comment ?? ''}
              aria-label={label}
              placeholder={label}
              value={words}
              onChange={(event) => {
                setWords(event.currentTarget.value);
                setLacking(null);
              }}
              onKeyDown={onFieldKey}
              error={lacking ?? refusal?.fields?.comment ?? refusal?.fields?.reason}
              // Above the field, so that field and buttons stay where they are.
              inputWrapperOrder={['error', 'input']}
              autosize
              minRows={1}
              maxRows={5}
            />
            <div className={classes.buttons}>
              {(asking === null ? available : [asking]).map((action) => (
                <ActionButton
                  key={action}
                  look={looks[action]}
                  wanted={action === 'approve'}
                  asked={asking !== null}
                  pending={act.isPending && act.variables.action === action}
                  disabled={act.isPending}
                  guard={guard}
                  onPress={() => (asking === null ? press(action) : perform(action))}
                />
              ))}
              {asking === null ? null : (
                <Button variant="subtle" onClick={() => setAsked(null)}>
                  {t('common.back')}
                </Button>
              )}
            </div>
          </div>
        ))}
    </>
  );
}

interface ActionButtonProps {
  readonly look: ActionLook;
  /** Whether it is what most people come for. */
  readonly wanted: boolean;
  /** Whether this is the one action that is being asked about. */
  readonly asked: boolean;
  readonly pending: boolean;
  readonly disabled: boolean;
  readonly guard: PressGuard;
  readonly onPress: () => void;
}

/** The button of an action: the wanted one filled, the others quiet, and the one that is asked about filled in its colour. */
function ActionButton({ look, wanted, asked, pending, disabled, guard, onPress }: ActionButtonProps) {
  const { button, colour, key } = look;
  const filled = asked || wanted;
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      loading={pending}
      disabled={disabled}
      onClick={(event) => (guard.counts(event.nativeEvent) ? onPress() : undefined)}
      {...heldProps(guard)}
      rightSection={
        asked ? <Kbd size="xs">{t('ui.decide.pressEnter')}</Kbd> : key === undefined ? null : <Kbd size="xs">{key}</Kbd>
      }
      {...(filled ? { color: colour } : { c: colour })}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': key })}
    >
      {button}
    </Button>
  );
}
