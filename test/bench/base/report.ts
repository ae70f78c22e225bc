/** One row of the table of budgets. */
export interface Verdict {
  readonly what: string;
  readonly ours: string;
  readonly rival: string;
  readonly budget: string;
  readonly met: boolean;
}

/** A table of what was measured, with a sentence or two on how. */
export interface Table {
  readonly title: string;
  readonly says: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one part of the benchmark found. */
export interface Findings {
  readonly verdicts: readonly Verdict[];
  readonly tables: readonly Table[];
}

/** Milliseconds as people read them. */
export function ms(value: number): string {
  if (value >= 100) return `${Math.round(value).toLocaleString('en')} ms`;
  return `${value.toFixed(value >= 10 ? 1 : 2)} ms`;
}

/** A whole number as people read it. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
