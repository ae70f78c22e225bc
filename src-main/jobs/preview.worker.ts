import { parentPort } from 'node:worker_threads';
import { previewHere } from '../desk/policies/impact/preview.ts';
import { chooseLanguageOfStarter } from './language.ts';
import { previewCall } from './preview.ts';

chooseLanguageOfStarter();

// Handles one call after another and keeps what it has read of the inventory. Exceptions reach the other side as an
// error.
const previewPolicy = previewHere();
const { signal } = new AbortController();
parentPort?.on('message', async (told: unknown) => {
  const { call, file, job } = previewCall.parse(told);
  parentPort?.postMessage({ call, impact: await previewPolicy(file, job, signal) });
});
