import { IconBan, IconCircleCheck, IconHourglass, IconQuestionMark, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { type WhatIf, type WhatIfFate, whatIfFates, whatIfFindings } from '#contract/whatIf.ts';
import type { WhatIfFilters } from '../../../app/queries/policies.ts';
import { Requests } from './Requests.tsx';
import classes from './whatif.module.css';
import { fateWords, findingWords, summary } from './words.ts';

export const fateIcons: Readonly<Record<WhatIfFate, TablerIcon>> = {
  refused: IconBan,
  expired: IconHourglass,
  same: IconCircleCheck,
  undetermined: IconQuestionMark,
};

interface FoundProps {
  readonly run: WhatIf;
  readonly period: string;
}

/** What a run has found: one sentence, how many of each, and the requests behind a number. */
export function Found({ run, period }: FoundProps) {
  const [shown, setShown] = useState<WhatIfFilters | null>(null);
  const over = run.state !== 'running';
  return (
    <>
      <p className={classes.summary}>{over ? summary(run, period) : 'The numbers grow while it runs.'}</p>
      <div className={classes.tables}>
        <table>
          <caption>What would have become of them</caption>
          <tbody>
            {whatIfFates.map((fate) => {
              const Icon = fateIcons[fate];
              return (
                <tr key={fate}>
                  <th scope="row" data-fate={fate}>
                    <Icon size={16} stroke={1.75} aria-hidden /> {fateWords[fate]}
                  </th>
                  <Count
                    count={run.fates[fate]}
                    what={fateWords[fate]}
                    shown={shown?.fate === fate}
                    onShow={over ? () => setShown({ fate }) : undefined}
                  />
                </tr>
              );
            })}
          </tbody>
        </table>
        <table>
          <caption>What they would have met</caption>
          <tbody>
            {whatIfFindings.map((finding) => (
              <tr key={finding}>
                <th scope="row">{findingWords[finding]}</th>
                <Count
                  count={run.findings[finding]}
                  what={findingWords[finding]}
                  shown={shown?.finding === finding}
                  onShow={over ? () => setShown({ finding }) : undefined}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown === null || !over ? null : (
        <Requests
          key={JSON.stringify(shown)}
          run={run}
          filters={shown}
          title={shown.fate === undefined ? findingWords[shown.finding ?? 'SAME'] : fateWords[shown.fate]}
          count={shown.fate === undefined ? run.findings[shown.finding ?? 'SAME'] : run.fates[shown.fate]}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}

interface CountProps {
  readonly count: number;
  readonly what: string;
  readonly shown: boolean;
  /** Left out while there is nothing to show yet. */
  readonly onShow: (() => void) | undefined;
}

function Count({ count, what, shown, onShow }: CountProps) {
  return (
    <td className="tabular">
      {count === 0 || onShow === undefined ? (
        <span className={count === 0 ? 'dim' : undefined}>{count.toLocaleString()}</span>
      ) : (
        <button
          type="button"
          aria-pressed={shown}
          aria-label={`${what}: show ${count.toLocaleString()}`}
          onClick={onShow}
        >
          {count.toLocaleString()}
        </button>
      )}
    </td>
  );
}
