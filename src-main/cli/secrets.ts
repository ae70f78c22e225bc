import { readFileSync } from 'node:fs';
import { read } from 'read';

export type Secrets =
  | { readonly ok: true; readonly values: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Passphrases and codes: from a file descriptor, one on a line, or from prompts that show nothing. Never from arguments or the environment,
 * which other users of the machine can read.
 */
export async function readSecrets(fd: string | undefined, prompts: readonly string[]): Promise<Secrets> {
  return fd === undefined ? fromTerminal(prompts) : fromDescriptor(fd, prompts.length);
}

function fromDescriptor(fd: string, count: number): Secrets {
  if (!/^\d{1,4}$/.test(fd)) return no(`--passphrase-fd wants the number of a file descriptor, not ${fd}.`);
  let text: string;
  try {
    text = readFileSync(Number(fd), 'utf8');
  } catch {
    return no(`Nothing can be read from file descriptor ${fd}.`);
  }
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length !== count)
    return no(
      `File descriptor ${fd} must give ${count === 1 ? 'one line' : `${count} lines`}, and gave ${lines.length}.`,
    );
  return { ok: true, values: lines };
}

async function fromTerminal(prompts: readonly string[]): Promise<Secrets> {
  if (!process.stdin.isTTY) return no('There is no terminal to ask for the passphrase; give it by --passphrase-fd.');
  const values: string[] = [];
  try {
    for (const prompt of prompts)
      values.push(await read({ prompt: `${prompt}: `, silent: true, output: process.stderr }));
  } catch {
    return no('The passphrase was not given.');
  } finally {
    process.stderr.write('\n');
  }
  return { ok: true, values };
}

function no(message: string): Secrets {
  return { ok: false, message };
}
