import { requestStatuses } from '#contract/requests.ts';
import type { WhatIfFate, WhatIfFinding } from '#contract/whatIf.ts';
import { whatIfFindings } from '#contract/whatIf.ts';
import type { Comparison } from '../../../engine/policy/whatif/comparison.ts';
import { outcomeOf, type Reason, reasons } from '../../../engine/policy/whatif/past.ts';
import type { WhatIfPageQuery } from '../../kernel/jobs.ts';

/** The simulated outcome of one request that a draft would have affected. */
export interface SimulatedRequest extends Comparison {
  readonly number: number;
  readonly status: (typeof requestStatuses)[number];
  /** The policy that it would have followed, by index in the run's list of targets. */
  readonly target: number;
}

/** The results of a run, in a few bytes for each request: a million of them must fit into memory. */
export interface SimulationResults {
  readonly findings: Readonly<Record<WhatIfFinding, number>>;
  readonly fates: Readonly<Record<WhatIfFate, number>>;
  readonly size: number;
  /** Adds a request older than all before it. */
  add(found: SimulatedRequest): void;
  /** At most `limit` requests older than `before`, the newest first. */
  list(filter: Pick<WhatIfPageQuery, 'finding' | 'fate'>, before: number, limit: number): SimulatedRequest[];
}

// One code: the findings a bit each, above them the reason and the status.
const REASON_SHIFT = whatIfFindings.length;
const STATUS_SHIFT = REASON_SHIFT + 4;
const FEWEST = 1_024;

const NO_FINDINGS: SimulationResults['findings'] = {
  ANOTHER_POLICY: 0,
  NO_POLICY: 0,
  DURATION_REFUSED: 0,
  JUSTIFICATION_MISSING: 0,
  TICKET_MISSING: 0,
  TOO_FEW_APPROVERS: 0,
  OTHER_STEPS: 0,
  OTHER_RULES: 0,
  SAME: 0,
};
const NO_FATES: SimulationResults['fates'] = { refused: 0, expired: 0, same: 0, undetermined: 0 };

export function simulationResults(): SimulationResults {
  const findings: Record<WhatIfFinding, number> = { ...NO_FINDINGS };
  const fates: Record<WhatIfFate, number> = { ...NO_FATES };
  let [numbers, codes, targets] = [new Uint32Array(FEWEST), new Uint32Array(FEWEST), new Uint32Array(FEWEST)];
  let size = 0;
  const at = (place: number): SimulatedRequest => {
    const code = codes[place] ?? 0;
    return {
      number: numbers[place] ?? 0,
      findings: whatIfFindings.filter((_, bit) => (code & (1 << bit)) !== 0),
      reason: reasonAt(code),
      status: requestStatuses[code >> STATUS_SHIFT] ?? 'open',
      target: targets[place] ?? 0,
    };
  };
  return {
    findings,
    fates,
    get size() {
      return size;
    },
    add({ number, findings: these, reason, status, target }) {
      if (size === numbers.length) [numbers, codes, targets] = [twice(numbers), twice(codes), twice(targets)];
      numbers[size] = number;
      codes[size] =
        bitsOf(these) | (reasons.indexOf(reason) << REASON_SHIFT) | (requestStatuses.indexOf(status) << STATUS_SHIFT);
      targets[size] = target;
      size += 1;
      for (const finding of these) findings[finding] += 1;
      fates[outcomeOf[reason]] += 1;
    },
    list({ finding, fate }, before, limit) {
      const bit = finding === undefined ? 0 : bitsOf([finding]);
      const found: SimulatedRequest[] = [];
      for (let place = firstBefore(numbers, size, before); place < size && found.length < limit; place += 1) {
        const code = codes[place] ?? 0;
        if ((code & bit) === bit && (fate === undefined || outcomeOf[reasonAt(code)] === fate)) found.push(at(place));
      }
      return found;
    },
  };
}

function reasonAt(code: number): Reason {
  return reasons[(code >> REASON_SHIFT) & 0xf] ?? 'SAME_END';
}

function bitsOf(findings: readonly WhatIfFinding[]): number {
  let bits = 0;
  for (const finding of findings) bits |= 1 << whatIfFindings.indexOf(finding);
  return bits;
}

function twice(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(array.length * 2);
  longer.set(array);
  return longer;
}

/** The index of the first number below `before`; numbers are in descending order. */
function firstBefore(numbers: Uint32Array, size: number, before: number): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) >= before) low = middle + 1;
    else high = middle;
  }
  return low;
}
