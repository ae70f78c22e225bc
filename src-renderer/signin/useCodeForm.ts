import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Refusal } from '#contract/refusal.ts';
import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { desk } from '../app/desk.ts';
import { takeFrom } from '../ui/PassphraseField.tsx';
import { type NewPassphrase, useNewPassphrase, wordsAbout } from './useNewPassphrase.ts';
import { useEnter, useSecretCall, useWait } from './useSecretCall.ts';

type Field = RefObject<HTMLInputElement | null>;

/** A way in by a code from paper: the code, and the passphrase that seals the new key. */
export interface CodeForm {
  readonly name: Field;
  readonly nameMistake: string | undefined;
  readonly code: Field;
  readonly codeMistake: string | undefined;
  readonly secret: NewPassphrase;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
  /** Seconds until the next try is heard. */
  readonly wait: number;
  /** Forgets what was refused, unless it has to be waited out. */
  readonly typed: () => void;
  readonly submit: () => Promise<void>;
}

/** Signs in by a code. After a refusal the code stays, to be corrected; the passphrases go. */
export function useCodeForm(verb: 'enrol' | 'recover', session: SessionView, username: string): CodeForm {
  const name: Field = useRef(null);
  const code: Field = useRef(null);
  const [tried, setTried] = useState(false);
  const [codeMistake, setCodeMistake] = useState<string>();
  const secret = useNewPassphrase(wordsAbout(username, session.workspace.name));
  const { pending, refusal, run, reset } = useSecretCall();
  const wait = useWait(refusal?.retryAt);
  const enter = useEnter(session);
  useEffect(() => (name.current?.value === '' ? name : code).current?.focus(), []);

  const typedCode = (): string => code.current?.value ?? '';
  const missing = (): string | undefined => (typedCode().trim() === '' ? t('signin.typeCode') : undefined);
  return {
    name,
    nameMistake: tried && username.trim() === '' ? t('signin.typeUsername') : refusal?.fields?.username,
    code,
    codeMistake: codeMistake ?? refusal?.fields?.code,
    secret,
    pending,
    refusal,
    wait,
    typed: () => {
      if (wait === 0) reset();
    },
    submit: async () => {
      if (pending || wait > 0) return;
      const strong = await secret.check();
      setTried(true);
      setCodeMistake(missing());
      if (username.trim() === '') return name.current?.focus();
      if (missing() !== undefined) return code.current?.focus();
      if (!strong) return;
      const answer = await run(() => desk.session[verb]({ username, code: typedCode(), passphrase: secret.take() }));
      if (!answer.ok) return code.current?.focus();
      takeFrom(code);
      await enter(answer.result);
    },
  };
}
