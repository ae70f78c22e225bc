import { Button, Kbd, Textarea } from '@mantine/core';
import { IconMessage, IconMessageQuestion } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { AccessRequest } from '#contract/requests.ts';
import { isBlank } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { useCommands } from '../ui/commands.ts';
import { onMac, usePageKeys, useSingleKeys, withControl } from '../ui/keys.ts';
import { heldProps, usePressGuard } from '../ui/pressGuard.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { TimeLeft } from '../ui/When.tsx';
import { useWrite } from './actions.ts';
import { namesWithin } from './next.ts';
import classes from './Thread.module.css';

interface ComposerProps {
  readonly request: AccessRequest;
  readonly way: 'ask' | 'answer' | 'write';
}

/** The letter that opens the field. */
const KEY = 'Q';

/** The field for a question or an answer. It is open from the start for those who are asked; others open it. */
export function Composer({ request, way }: ComposerProps) {
  const [opened, setOpened] = useState(false);
  const [words, setWords] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const write = useWrite(request);
  const open = opened || way === 'answer' || words !== '';
  const letters = useSingleKeys();
  const people = namesWithin([request.requester, ...(request.filedBy === null ? [] : [request.filedBy])], 'and');

  const start = () => {
    write.reset();
    setOpened(true);
    field.current?.focus();
  };
  useEffect(() => {
    if (opened) field.current?.focus();
  }, [opened]);
  usePageKeys({ [KEY.toLowerCase()]: start });
  useCommands([
    {
      id: 'write',
      words: t(`request.thread.${way}.command`),
      section: t('ui.decide.section'),
      also: t('request.thread.label'),
      key: KEY,
      run: start,
    },
  ]);
  const close = () => {
    setOpened(false);
    // The field is gone once this is drawn.
    setTimeout(() => opener.current?.focus());
  };
  const send = () =>
    write.mutate(words, {
      onSuccess: () => {
        setWords('');
        close();
      },
    });

  return (
    <div className={classes.composer}>
      {write.error === null ? null : <RefusalNote refusal={write.error.refusal} />}
      <p className={classes.sent} role="status">
        {write.isSuccess ? t(`request.thread.${write.data.viewer.canAsk ? 'ask' : 'answer'}.sent`, { people }) : ''}
      </p>
      {open ? (
        <Field
          request={request}
          way={way}
          people={people}
          words={words}
          onWords={setWords}
          inputRef={field}
          pending={write.isPending}
          refused={write.error?.refusal.fields?.text}
          onSend={send}
          onClose={close}
        />
      ) : (
        <div>
          <Button
            ref={opener}
            variant="default"
            size="compact-sm"
            leftSection={
              way === 'ask' ? (
                <IconMessageQuestion size={16} stroke={1.75} aria-hidden />
              ) : (
                <IconMessage size={16} stroke={1.75} aria-hidden />
              )
            }
            rightSection={letters ? <Kbd size="xs">{KEY}</Kbd> : null}
            aria-keyshortcuts={KEY}
            onClick={start}
          >
            {t(`request.thread.${way}.open`)}
          </Button>
        </div>
      )}
    </div>
  );
}

interface FieldProps extends ComposerProps {
  /** Who is asked. */
  readonly people: string;
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly pending: boolean;
  readonly refused: string | undefined;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

function Field({ request, way, people, words, onWords, inputRef, pending, refused, onSend, onClose }: FieldProps) {
  const [lacking, setLacking] = useState(false);
  const guard = usePressGuard(request.thread);
  const label = t(`request.thread.${way}.field`, { people });
  const send = () => {
    setLacking(isBlank(words));
    if (isBlank(words)) inputRef.current?.focus();
    else if (!pending) onSend();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (words === '') onClose();
      else inputRef.current?.blur();
    } else if (event.key === 'Enter' && (onMac ? event.metaKey : event.ctrlKey)) {
      event.preventDefault();
      if (guard.counts(event.nativeEvent)) send();
    }
  };
  return (
    <>
      <Textarea
        ref={inputRef}
        aria-label={label}
        placeholder={label}
        value={words}
        onChange={(event) => {
          onWords(event.currentTarget.value);
          setLacking(false);
        }}
        onKeyDown={onKey}
        error={lacking ? t('request.thread.empty') : refused}
        inputWrapperOrder={['error', 'input']}
        autosize
        minRows={2}
        maxRows={8}
      />
      {guard.missed ? (
        <p className={classes.missed} role="status">
          {t('ui.missedPress')}
        </p>
      ) : null}
      <div className={classes.buttons}>
        <Button
          size="compact-md"
          variant={way === 'answer' ? 'filled' : 'default'}
          loading={pending}
          onClick={(event) => (guard.counts(event.nativeEvent) ? send() : undefined)}
          rightSection={<Kbd size="xs">{withControl('↵').join(' ')}</Kbd>}
          {...heldProps(guard)}
        >
          {t(`request.thread.${way}.send`)}
        </Button>
        {way === 'answer' && words === '' ? null : (
          <Button
            size="compact-md"
            variant="subtle"
            onClick={() => {
              onWords('');
              onClose();
            }}
          >
            {t('common.back')}
          </Button>
        )}
        <p className={`meta ${classes.note}`}>
          {t('request.thread.signed')}{' '}
          {way === 'ask' && !request.awaitsAnswer ? (
            <Sentence text="request.thread.expires" parts={{ left: <TimeLeft at={request.expiresAt} /> }} />
          ) : null}
        </p>
      </div>
    </>
  );
}
