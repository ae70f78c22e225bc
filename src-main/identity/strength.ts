import { MIN_PASSPHRASE_CHARACTERS, type Strength } from '#contract/session.ts';
import { t } from '#texts/texts.ts';

type Estimator = import('@zxcvbn-ts/core').ZxcvbnFactory;
let loaded: Promise<Estimator> | null = null;

/**
 * How hard a passphrase is to guess (zxcvbn). Strong enough means the highest score (over 10^10 guesses, years with argon2id) and at
 * least 12 characters. `about`: words that a guesser who knows the person would try first.
 */
export async function strengthOf(passphrase: string, about: readonly string[]): Promise<Strength> {
  loaded ??= load();
  const { score, feedback } = (await loaded).check(passphrase, [...about]);
  const tooShort = [...passphrase].length < MIN_PASSPHRASE_CHARACTERS;
  return {
    score,
    strongEnough: score === 4 && !tooShort,
    advice: [
      ...(tooShort ? [t('keyFiles.passphrase.characters', { least: MIN_PASSPHRASE_CHARACTERS })] : []),
      ...(feedback.warning ? [feedback.warning] : []),
      ...(score === 4 ? [] : feedback.suggestions),
    ],
  };
}

// Loaded on first use: a megabyte of dictionaries that opening the desk does not need.
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
      warnings: { ...english.translations.warnings, userInputs: t('keyFiles.passphrase.aboutYou') },
    },
  });
}
