import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { PolicyImpact, PolicyOverlap, PolicyRisk } from '#contract/policyImpact.ts';
import { counted } from '../../ui/words.ts';
import classes from './foresight.module.css';

/** What is wrong or risky about a draft; nothing where nothing is. */
export function Risks({ risks }: { readonly risks: readonly PolicyRisk[] }) {
  if (risks.length === 0) return null;
  const sorted = [...risks].sort((a, b) => Number(b.weight === 'fault') - Number(a.weight === 'fault'));
  return (
    <section aria-label="What is wrong or risky">
      <h3>What is wrong or risky</h3>
      <ul>
        {sorted.map(({ code, weight, sentence }) => (
          <li key={`${code} ${sentence}`} className={classes.risk} data-weight={weight}>
            {weight === 'fault' ? (
              <IconCircleX size={16} stroke={1.75} aria-hidden />
            ) : (
              <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            )}
            <span>
              <span className={classes.weight}>{weight === 'fault' ? 'Cannot be saved.' : 'Mind this.'}</span>{' '}
              {sentence}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Overlap({ overlap }: { readonly overlap: PolicyOverlap }) {
  const { name, accounts, draftWins, otherWins, examples } = overlap;
  const wins = [
    ...(draftWins === 0
      ? []
      : [draftWins === accounts ? 'this one wins everywhere' : `this one wins ${draftWins.toLocaleString('en-GB')}`]),
    ...(otherWins === 0
      ? []
      : [otherWins === accounts ? 'that one wins everywhere' : `that one wins ${otherWins.toLocaleString('en-GB')}`]),
    ...(draftWins + otherWins === accounts ? [] : ['a third policy wins the rest']),
  ];
  return (
    <li className={classes.overlap}>
      <span className="mono strong">{name}</span> matches {counted(accounts, 'account')} of the same; {wins.join(', ')}.
      {examples.map(({ resource, account, to, because }) => (
        <p key={`${resource} ${account}`} className="meta">
          <span className="mono">
            {account} on {resource}
          </span>
          : <span className="mono">{to?.name}</span> wins. {because}
        </p>
      ))}
    </li>
  );
}

/** Everything that a review needs beside the policy itself: what is wrong, what becomes of accounts, and who wins where. */
export function Consequences({ foresight }: { readonly foresight: PolicyImpact }) {
  const { fields, risks, effects, overlaps, overlapCount } = foresight;
  return (
    <div className={classes.blocks}>
      {risks.length === 0 && Object.keys(fields).length > 0 ? (
        <p>Something is not filled in yet. Of what is, nothing stands out as risky.</p>
      ) : risks.length === 0 ? (
        <p className={classes.risk}>
          <IconCircleCheck size={16} stroke={1.75} aria-hidden /> Nothing is wrong with it, and nothing stands out as
          risky.
        </p>
      ) : (
        <Risks risks={risks} />
      )}
      <section>
        <h3>What becomes of accounts</h3>
        {effects.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <section>
        <h3>Where other policies match too</h3>
        {overlaps.length === 0 ? (
          <p>Nowhere: no other active policy matches any of these accounts.</p>
        ) : (
          <ul>
            {overlaps.map((overlap) => (
              <Overlap key={overlap.policyId} overlap={overlap} />
            ))}
          </ul>
        )}
        {overlapCount > overlaps.length ? (
          <p className="dim">And {counted(overlapCount - overlaps.length, 'policy', 'policies')} more.</p>
        ) : null}
      </section>
    </div>
  );
}
