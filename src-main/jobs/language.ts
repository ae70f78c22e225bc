import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { choosePseudoTexts } from '#texts/texts.ts';

const PSEUDO_TEXTS = 'countersign.pseudoTexts';

/** For tests: selects the pseudo-locale in this thread and in the workers that it starts afterwards. */
export function choosePseudoTextsEverywhere(): void {
  setEnvironmentData(PSEUDO_TEXTS, true);
  choosePseudoTexts();
}

/** In a worker: selects the language of the thread that started it. */
export function chooseLanguageOfStarter(): void {
  if (getEnvironmentData(PSEUDO_TEXTS) === true) choosePseudoTexts();
}
