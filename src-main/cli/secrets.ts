import { readFileSync } from 'node:fs';
import { read } from 'read';
import { t } from '#texts/texts.ts';

export type Secrets =
  | { readonly ok: true; readonly values: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads passphrases and codes from a file descriptor, one on each line, or from prompts without echo. Never from arguments or the
 * environment, which other users of the machine can read.
 */
export async function readSecrets(fd: string | undefined, prompts: readonly string[]): Promise<Secrets> {
  return fd === undefined ? fromTerminal(prompts) : fromDescriptor(fd, prompts.length);
}

function fromDescriptor(fd: string, count: number): Secrets {
  if (!/^\d{1,4}$/.test(fd)) return failed(t('cli.secrets.notDescriptor', { fd }));
  let text: string;
  try {
    text = readFileSync(Number(fd), 'utf8');
  } catch {
    return failed(t('cli.secrets.unreadable', { fd }));
  }
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length !== count) return failed(t('cli.secrets.lines', { fd, count, found: lines.length }));
  return { ok: true, values: lines };
}

async function fromTerminal(prompts: readonly string[]): Promise<Secrets> {
  if (!process.stdin.isTTY) return failed(t('cli.secrets.noTerminal'));
  const values: string[] = [];
  try {
    for (const prompt of prompts)
      values.push(await read({ prompt: `${prompt}: `, silent: true, output: process.stderr }));
  } catch {
    return failed(t('cli.secrets.notGiven'));
  } finally {
    process.stderr.write('\n');
  }
  return { ok: true, values };
}

function failed(message: string): Secrets {
  return { ok: false, message };
}
