import { parentPort } from 'node:worker_threads';
import { foreseeHere } from '../desk/policies/foresight/foresee.ts';
import { foreseeCall } from './foresee.ts';
import { chooseLanguageOfStarter } from './language.ts';

chooseLanguageOfStarter();

// One call after another, with what was read of the inventory kept between them. What is thrown reaches the other side as an error.
const foresee = foreseeHere();
const { signal } = new AbortController();
parentPort?.on('message', async (told: unknown) => {
  const { call, file, job } = foreseeCall.parse(told);
  parentPort?.postMessage({ call, foresight: await foresee(file, job, signal) });
});
