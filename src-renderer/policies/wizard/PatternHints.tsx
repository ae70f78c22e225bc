import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { HintedAccounts, PatternHint } from '#contract/policyImpact.ts';
import { t } from '#texts/texts.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import classes from './wizard.module.css';

interface PatternHintsProps {
  readonly hints: readonly PatternHint[];
  /** Writes a pattern into the field at a path. */
  readonly onTranslate: (path: string, pattern: string) => void;
}

function known({ count, examples: [first] }: HintedAccounts): string {
  if (count === 0) return t('policies.hint.none');
  return first === undefined
    ? t('policies.hint.known', { count })
    : t('policies.hint.knownLike', { count, account: first.account, resource: first.resource });
}

/** Explains parts of patterns that belong to another dialect: their meaning here, their probable meaning, and the matches of both. */
export function PatternHints({ hints, onTranslate }: PatternHintsProps) {
  return hints.map((hint) => (
    <div key={`${hint.path} ${hint.found}`} className={classes.hint} role="note">
      <IconInfoCircle size={16} stroke={1.75} aria-hidden />
      <div>
        <p>
          <Sentence
            text="policies.hint.here"
            values={{ pattern: hint.found, meaning: hint.meansHere, accounts: known(hint.here) }}
            parts={{ code: <code className="mono" /> }}
          />
        </p>
        <p>
          {t('policies.hint.meant', { meaning: hint.probablyMeant })}{' '}
          {hint.meant === null ? null : hint.translation === null ? (
            t('policies.hint.dialect', { accounts: known(hint.meant) })
          ) : (
            <Sentence
              text="policies.hint.translation"
              values={{ pattern: hint.translation, accounts: known(hint.meant) }}
              parts={{ code: <code className="mono" /> }}
            />
          )}
        </p>
        {hint.translation === null ? null : (
          <Button variant="default" size="compact-xs" onClick={() => onTranslate(hint.path, hint.translation ?? '')}>
            {t('policies.hint.write', { pattern: hint.translation })}
          </Button>
        )}
      </div>
    </div>
  ));
}
