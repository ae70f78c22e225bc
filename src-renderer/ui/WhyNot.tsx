import { Button } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { t } from '#texts/texts.ts';
import classes from './ActionBar.module.css';

/** An action that the viewer lacks, and why. */
export interface Lacking {
  /** The action, as the end of “Why can’t I …?”. */
  readonly question: string;
  readonly message: string;
}

interface WhyNotProps {
  /** All that the viewer lacks. */
  readonly lacking: readonly Lacking[];
  /** The most important reason, shown at once; null for none. */
  readonly plain: string | null;
}

/** Why a button is missing: the most important reason at once, the others on demand. */
export function WhyNot({ lacking, plain }: WhyNotProps) {
  const [all, { toggle }] = useDisclosure(false);
  const list = useId();
  if (lacking.length === 0) return null;
  const others = lacking.filter(({ message }) => message !== plain);
  return (
    <div className={classes.why}>
      {plain === null ? null : <p>{plain}</p>}
      {others.length === 0 ? null : (
        <Button
          variant="transparent"
          size="compact-xs"
          px={0}
          ml="auto"
          onClick={toggle}
          aria-expanded={all}
          aria-controls={list}
        >
          {t('ui.whyNot.ask')}
        </Button>
      )}
      {all ? (
        <dl id={list} className={classes.reasons}>
          {lacking.map(({ question, message }) => (
            <div key={question} style={{ display: 'contents' }}>
              <dt>{t('ui.whyNot.question', { question })}</dt>
              <dd>{message}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
