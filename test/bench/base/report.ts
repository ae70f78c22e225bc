/** One row of the table of budgets. */
export interface Verdict {
  readonly what: string;
  readonly ours: string;
  readonly rival: string;
  readonly budget: string;
  readonly met: boolean;
}

/** A table of measurements, with a sentence or two on how they were taken. */
export interface Table {
  readonly title: string;
  readonly says: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The result of one part of the benchmark. */
export interface Findings {
  readonly verdicts: readonly Verdict[];
  readonly tables: readonly Table[];
}

/** Milliseconds, rounded for people. */
export function ms(value: number): string {
  if (value >= 100) return `${Math.round(value).toLocaleString('en')} ms`;
  return `${value.toFixed(value >= 10 ? 1 : 2)} ms`;
}

/** A whole number, with digits grouped for people. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
