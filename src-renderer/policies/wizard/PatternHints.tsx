import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { HintedAccounts, PatternHint } from '#contract/policyImpact.ts';
import { counted } from '../../ui/words.ts';
import classes from './wizard.module.css';

interface PatternHintsProps {
  readonly hints: readonly PatternHint[];
  /** Writes a pattern into the field at a path. */
  readonly onTranslate: (path: string, pattern: string) => void;
}

function matches({ count, examples: [first] }: HintedAccounts): string {
  const named = first === undefined ? '' : `, ${first.account} on ${first.resource}${count > 1 ? ' among them' : ''}`;
  return count === 0 ? 'no known account' : `${counted(count, 'known account')}${named}`;
}

/** What patterns have in them that other dialects write: what it means here, what was probably meant, and what each matches. */
export function PatternHints({ hints, onTranslate }: PatternHintsProps) {
  return hints.map((hint) => (
    <div key={`${hint.path} ${hint.found}`} className={classes.hint} role="note">
      <IconInfoCircle size={16} stroke={1.75} aria-hidden />
      <div>
        <p>
          <code className="mono">{hint.found}</code>: {hint.meansHere} As it stands, the pattern matches{' '}
          {matches(hint.here)}.
        </p>
        <p>
          Probably meant: {hint.probablyMeant}
          {hint.meant === null ? null : hint.translation === null ? (
            <> In the other dialect it matches {matches(hint.meant)}.</>
          ) : (
            <>
              {' '}
              Here that is <code className="mono">{hint.translation}</code>, which matches {matches(hint.meant)}.
            </>
          )}
        </p>
        {hint.translation === null ? null : (
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => onTranslate(hint.path, hint.translation ?? '')}
          >{`Write ${hint.translation}`}</Button>
        )}
      </div>
    </div>
  ));
}
