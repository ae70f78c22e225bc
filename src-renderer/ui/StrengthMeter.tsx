import { VisuallyHidden } from '@mantine/core';
import type { Strength } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import classes from './StrengthMeter.module.css';

const scores = ['atOnce', 'veryWeak', 'weak', 'notEnough', 'strong'] as const;
const marks = [1, 2, 3, 4] as const;

interface StrengthMeterProps {
  /** Null while nothing is typed. */
  readonly strength: Strength | null;
}

function adviceFor(strength: Strength): string {
  if (strength.advice.length > 0) return strength.advice.join(' ');
  return t(strength.strongEnough ? 'ui.strength.years' : 'ui.strength.hint');
}

function wordFor({ score, strongEnough }: Strength): string {
  return t(`ui.strength.score.${scores[score === 4 && !strongEnough ? 3 : score]}`);
}

/** How strong a passphrase is: a bar, a word, and what would help. Its height stays the same while one types. */
export function StrengthMeter({ strength }: StrengthMeterProps) {
  const word = strength === null ? t('ui.strength.nothing') : wordFor(strength);
  const filled = strength === null ? 0 : Math.max(1, strength.score);
  return (
    <div className={classes.strength} data-enough={strength?.strongEnough ?? false} data-score={strength?.score ?? 0}>
      <div className={classes.line}>
        {/* biome-ignore lint/a11y/useSemanticElements: the element <meter> cannot be drawn as four marks */}
        <span
          className={classes.bar}
          role="meter"
          aria-label={t('ui.strength.label')}
          aria-valuemin={0}
          aria-valuemax={4}
          aria-valuenow={strength?.score ?? 0}
          aria-valuetext={word}
        >
          {marks.map((mark) => (
            <span key={mark} className={classes.mark} data-on={mark <= filled} />
          ))}
        </span>
        <span className={classes.word} aria-hidden>
          {strength === null ? '' : word}
        </span>
      </div>
      <div className={classes.advice} role="status">
        {strength === null ? (
          t('ui.strength.hint')
        ) : (
          <>
            <VisuallyHidden component="span">{t('ui.strength.spoken', { strength: word })} </VisuallyHidden>
            {adviceFor(strength)}
          </>
        )}
      </div>
    </div>
  );
}
