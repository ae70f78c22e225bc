import { Button } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import type { MissingAction, Viewer } from '../../src-preload/contract/requests.ts';
import classes from './ActionBar.module.css';
import { actions } from './actions.ts';
import { actionWords } from './actionWords.ts';

interface WhyNotProps {
  readonly viewer: Viewer;
  readonly open: boolean;
}

function mostWanted(why: readonly MissingAction[]): MissingAction | undefined {
  return actions.flatMap((action) => why.filter((missing) => missing.action === action))[0];
}

/** Why a button is missing: the reason that matters most in plain sight, the others on demand. */
export function WhyNot({ viewer, open }: WhyNotProps) {
  const [all, { toggle }] = useDisclosure(false);
  const list = useId();
  const first = mostWanted(viewer.why);
  if (first === undefined) return null;
  // Once somebody can approve, the rest is of interest only to who asks.
  const plain = open && viewer.canApprove ? null : first.message;
  const others = viewer.why.filter((missing) => missing.message !== plain);
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
          Why can’t I…?
        </Button>
      )}
      {all ? (
        <dl id={list} className={classes.reasons}>
          {viewer.why.map((missing) => (
            <div key={missing.action} style={{ display: 'contents' }}>
              <dt>… {actionWords[missing.action].question}</dt>
              <dd>{missing.message}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
