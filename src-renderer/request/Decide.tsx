import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import {
  type AccessRequest,
  MIN_BYPASS_REASON_CHARACTERS,
  type ViewerAction,
} from '../../src-preload/contract/requests.ts';
import { useMe } from '../app/session.ts';
import { usePageKeys } from '../ui/keys.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import classes from './ActionBar.module.css';
import { ActionButton } from './ActionButton.tsx';
import { useAct } from './actions.ts';
import { actionWords } from './actionWords.ts';

interface DecideProps {
  readonly request: AccessRequest;
  readonly available: readonly ViewerAction[];
}

/**
 * The comment field and the buttons. Approve acts on a click. What cannot be undone asks for its words first, and a key
 * never acts by itself: it asks, and Enter confirms.
 */
export function Decide({ request, available }: DecideProps) {
  const me = useMe();
  const act = useAct(request.id);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState<ViewerAction | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = asked !== null && available.includes(asked) ? asked : null;

  const ask = (action: ViewerAction) => {
    if (!available.includes(action)) return;
    act.reset();
    setAsked(action);
    field.current?.focus();
  };
  const perform = (action: ViewerAction) => {
    if (act.isPending) return;
    act.mutate(
      { action, words },
      {
        onSuccess: () => {
          setWords('');
          setAsked(null);
        },
      },
    );
  };
  const press = (action: ViewerAction) => {
    const said = words.trim() !== '';
    if (action === 'approve' || action === 'withdraw' || (said && action !== 'bypass')) perform(action);
    else ask(action);
  };
  usePageKeys({ a: () => ask('approve'), r: () => ask('reject') });

  const onFieldKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setAsked(null);
      field.current?.blur();
    } else if (event.key === 'Enter' && !event.shiftKey && asking !== null) {
      event.preventDefault();
      perform(asking);
    }
  };

  const refusal = act.error?.refusal;
  const needed = asking === 'cancel' && me?.id !== request.requester.id;
  const label =
    asking === 'bypass'
      ? `Reason, at least ${MIN_BYPASS_REASON_CHARACTERS} characters`
      : needed
        ? 'Comment, needed to cancel someone else’s request'
        : 'Comment';
  const fieldError = refusal?.fields?.comment ?? refusal?.fields?.reason;

  return (
    <>
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
      <p className={classes.status} role="status">
        {act.isSuccess ? actionWords[act.variables.action].done : ''}
      </p>
      {available.length === 0 ? null : (
        <div className={classes.decide}>
          {asking === null ? null : <p className={classes.question}>{actionWords[asking].confirm}</p>}
          <Textarea
            ref={field}
            className={classes.comment}
            aria-label={label}
            placeholder={label}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            onKeyDown={onFieldKey}
            error={fieldError}
            autosize
            minRows={1}
            maxRows={5}
          />
          <div className={classes.buttons}>
            {(asking === null ? available : [asking]).map((action) => (
              <ActionButton
                key={action}
                action={action}
                asked={asking !== null}
                pending={act.isPending && act.variables.action === action}
                disabled={act.isPending}
                onPress={() => (asking === null ? press(action) : perform(action))}
              />
            ))}
            {asking === null ? null : (
              <Button variant="subtle" onClick={() => setAsked(null)}>
                Back
              </Button>
            )}
          </div>
        </div>
      )}
    </>
  );
}
