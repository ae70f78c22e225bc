import { MIN_PASSPHRASE_CHARACTERS, type Strength } from '#contract/session.ts';

type Estimator = import('@zxcvbn-ts/core').ZxcvbnFactory;
let loaded: Promise<Estimator> | null = null;

/**
 * How hard a passphrase is to guess (zxcvbn). Strong enough is its highest score, more than 10^10 guesses, which with argon2id are years; and at
 * least 12 characters. `about` are words that somebody who knows the person would try first.
 */
export async function strengthOf(passphrase: string, about: readonly string[]): Promise<Strength> {
  loaded ??= load();
  const { score, feedback } = (await loaded).check(passphrase, [...about]);
  const tooShort = [...passphrase].length < MIN_PASSPHRASE_CHARACTERS;
  return {
    score,
    strongEnough: score === 4 && !tooShort,
    advice: [
      ...(tooShort ? [`Use at least ${MIN_PASSPHRASE_CHARACTERS} characters.`] : []),
      ...(feedback.warning ? [feedback.warning] : []),
      ...(score === 4 ? [] : feedback.suggestions),
    ],
  };
}

// A megabyte of dictionaries, which is not needed to open the desk.
async function load(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: {
      ...english.translations,
      warnings: { ...english.translations.warnings, userInputs: 'It holds your name, or other words about you.' },
    },
  });
}
