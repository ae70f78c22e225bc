import { IconBan, IconCircleCheck, IconHourglass, IconQuestionMark, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { type WhatIf, type WhatIfFate, whatIfFates, whatIfFindings } from '#contract/whatIf.ts';
import { t } from '#texts/texts.ts';
import type { WhatIfFilters } from '../../../app/queries/policies.ts';
import { Requests } from './Requests.tsx';
import { summary } from './summary.ts';
import classes from './whatif.module.css';

const outcomeIcons: Readonly<Record<WhatIfFate, TablerIcon>> = {
  refused: IconBan,
  expired: IconHourglass,
  same: IconCircleCheck,
  undetermined: IconQuestionMark,
};

interface WhatIfResultProps {
  readonly run: WhatIf;
  readonly period: string;
}

/** The result of a run: one sentence, the counts, and the requests behind a count. */
export function WhatIfResult({ run, period }: WhatIfResultProps) {
  const [shown, setShown] = useState<WhatIfFilters | null>(null);
  const over = run.state !== 'running';
  return (
    <>
      <p className={classes.summary}>{over ? summary(run, period) : t('policies.whatIf.growing')}</p>
      <div className={classes.tables}>
        <table>
          <caption>{t('policies.whatIf.outcomes')}</caption>
          <tbody>
            {whatIfFates.map((outcome) => {
              const Icon = outcomeIcons[outcome];
              return (
                <tr key={outcome}>
                  <th scope="row" data-fate={outcome}>
                    <Icon size={16} stroke={1.75} aria-hidden /> {t(`policies.whatIf.outcome.${outcome}`)}
                  </th>
                  <Count
                    count={run.fates[outcome]}
                    what={t(`policies.whatIf.outcome.${outcome}`)}
                    shown={shown?.fate === outcome}
                    onShow={over ? () => setShown({ fate: outcome }) : undefined}
                  />
                </tr>
              );
            })}
          </tbody>
        </table>
        <table>
          <caption>{t('policies.whatIf.findings')}</caption>
          <tbody>
            {whatIfFindings.map((finding) => (
              <tr key={finding}>
                <th scope="row">{t(`policies.whatIf.finding.${finding}`)}</th>
                <Count
                  count={run.findings[finding]}
                  what={t(`policies.whatIf.finding.${finding}`)}
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
          title={
            shown.fate === undefined
              ? t(`policies.whatIf.finding.${shown.finding ?? 'SAME'}`)
              : t(`policies.whatIf.outcome.${shown.fate}`)
          }
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
  /** Undefined while the run goes on. */
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
          aria-label={t('policies.whatIf.show', { what, count })}
          onClick={onShow}
        >
          {count.toLocaleString()}
        </button>
      )}
    </td>
  );
}
