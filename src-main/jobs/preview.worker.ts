import type { ImpactJob } from '../desk/kernel/jobs.ts';
import { previewHere } from '../desk/policies/impact/preview.ts';
import { serveWorker } from './calls.ts';

// Handles one call after another and keeps what it has read of the inventory.
const previewPolicy = previewHere();
const { signal } = new AbortController();
const functions = { preview: (file: string, job: ImpactJob) => previewPolicy(file, job, signal) };

export type PreviewFunctions = typeof functions;

serveWorker(functions);
