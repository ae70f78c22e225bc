import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Logs a fault of the desk itself, under the id that the caller was given. */
export type FaultLog = (id: string, fault: unknown) => void;

/** Logs faults to a file. If that fails, it writes to standard error: a fault must not vanish or cause another one. */
export function faultLog(file: string): FaultLog {
  return (id, fault) => {
    const what = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    const entry = `${new Date().toISOString()} ${id}\n${what}\n\n`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, entry);
    } catch {
      process.stderr.write(entry);
    }
  };
}
