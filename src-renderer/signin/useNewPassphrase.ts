import { type RefObject, useEffect, useRef, useState } from 'react';
import { passphrase, type Strength } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { answerOf, desk } from '../app/desk.ts';
import { takeFrom } from '../ui/PassphraseField.tsx';

type Which = 'first' | 'second';
type Field = RefObject<HTMLInputElement | null>;

/** A new passphrase, typed twice. Its text stays in the two elements. */
export interface NewPassphrase {
  readonly fields: Readonly<Record<Which, Field>>;
  readonly strength: Strength | null;
  /** The mistake of each field, once it was left. */
  readonly mistakes: Partial<Record<Which, string>>;
  /** Whether it is strong enough and typed twice the same. */
  readonly ready: boolean;
  readonly typed: () => void;
  readonly leave: (which: Which) => void;
  /** Judges the text now, shows mistakes, and answers whether there are none. */
  readonly check: () => Promise<boolean>;
  /** Answers the passphrase and empties both fields. */
  readonly take: () => string;
  readonly clear: () => void;
}

/** The words that a guesser who knows these names would try first: each of them, and their parts. At most eight (contract). */
export function wordsAbout(...names: readonly string[]): readonly string[] {
  const parts = names.flatMap((name) => name.split(/[\s@.]+/));
  return [...new Set([...names, ...parts])].filter((word) => word.trim() !== '').slice(0, 8);
}

/** What is known of the two fields, without their content. */
interface Knowledge {
  readonly problem: string | undefined;
  readonly same: boolean;
  readonly strength: Strength | null;
}

const nothing = (): Knowledge => ({ problem: t('signin.choosePassphrase'), same: true, strength: null });
const PAUSE = 150;

/** The desk's judgement of what the fields hold now. */
async function judge(fields: Record<Which, Field>, about: readonly string[]): Promise<Knowledge> {
  const value = () => fields.first.current?.value ?? '';
  if (value() === '') return { ...nothing(), same: (fields.second.current?.value ?? '') === '' };
  const issue = passphrase.safeParse(value()).error?.issues[0]?.message;
  const same = value() === fields.second.current?.value;
  if (issue !== undefined) return { problem: issue, same, strength: null };
  const answer = await answerOf(desk.session.strength({ passphrase: value(), about: [...about] }));
  if (!answer.ok) return { problem: answer.error.message, same, strength: null };
  const strength = answer.result;
  return { problem: strength.strongEnough ? undefined : t('signin.guessable'), same, strength };
}

/** Keeps a new passphrase as it is typed. `about` are words that a guesser would try first: the names around it. */
export function useNewPassphrase(about: readonly string[]): NewPassphrase {
  const first: Field = useRef(null);
  const second: Field = useRef(null);
  const fields = { first, second };
  const [known, setKnown] = useState(nothing);
  const [left, setLeft] = useState<ReadonlySet<Which>>(new Set());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typing = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);

  const assess = async (): Promise<Knowledge> => {
    const turn = ++typing.current;
    const now = await judge(fields, about);
    // A later text gets a judgement of its own.
    if (turn === typing.current) setKnown(now);
    return now;
  };
  const clear = () => {
    takeFrom(first);
    takeFrom(second);
    clearTimeout(timer.current);
    typing.current++;
    setKnown(nothing());
    setLeft(new Set());
  };
  return {
    fields,
    strength: known.strength,
    ready: known.problem === undefined && known.same,
    mistakes: {
      ...(left.has('first') && known.problem !== undefined ? { first: known.problem } : {}),
      ...(left.has('second') && !known.same ? { second: t('signin.different') } : {}),
    },
    typed: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void assess(), PAUSE);
    },
    leave: (which) => setLeft((before) => new Set([...before, which])),
    check: async () => {
      clearTimeout(timer.current);
      setLeft(new Set<Which>(['first', 'second']));
      const { problem, same } = await assess();
      if (problem !== undefined) first.current?.focus();
      else if (!same) second.current?.focus();
      return problem === undefined && same;
    },
    take: () => {
      const value = takeFrom(first);
      clear();
      return value;
    },
    clear,
  };
}
