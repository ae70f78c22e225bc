import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { PolicyImpact, PolicyOverlap, PolicyRisk } from '#contract/policyImpact.ts';
import { t } from '#texts/texts.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import classes from './impact.module.css';

/** The problems and risks of a draft; nothing if there are none. */
export function Risks({ risks }: { readonly risks: readonly PolicyRisk[] }) {
  if (risks.length === 0) return null;
  const sorted = [...risks].sort((a, b) => Number(b.weight === 'fault') - Number(a.weight === 'fault'));
  return (
    <section aria-label={t('policies.impact.risks')}>
      <h3>{t('policies.impact.risks')}</h3>
      <ul>
        {sorted.map(({ code, weight, sentence }) => (
          <li key={`${code} ${sentence}`} className={classes.risk} data-weight={weight}>
            {weight === 'fault' ? (
              <IconCircleX size={16} stroke={1.75} aria-hidden />
            ) : (
              <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            )}
            <span>
              <Sentence
                text={weight === 'fault' ? 'policies.impact.fault' : 'policies.impact.risk'}
                values={{ sentence }}
                parts={{ b: <span className={classes.weight} /> }}
              />
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
      : [
          draftWins === accounts
            ? t('policies.impact.thisEverywhere')
            : t('policies.impact.this', { count: draftWins }),
        ]),
    ...(otherWins === 0
      ? []
      : [
          otherWins === accounts
            ? t('policies.impact.thatEverywhere')
            : t('policies.impact.that', { count: otherWins }),
        ]),
    ...(draftWins + otherWins === accounts ? [] : [t('policies.impact.third')]),
  ];
  return (
    <li className={classes.overlap}>
      <Sentence
        text="policies.impact.overlap"
        values={{ name, count: accounts, wins: wins.join(', ') }}
        parts={{ name: <span className="mono strong" /> }}
      />
      {examples.map(({ resource, account, to, because }) => (
        <p key={`${resource} ${account}`} className="meta">
          <Sentence
            text="policies.impact.example"
            values={{ account, resource, policy: to?.name ?? t('policies.impact.nothing'), because }}
            parts={{ pair: <span className="mono" />, name: <span className="mono" /> }}
          />
        </p>
      ))}
    </li>
  );
}

/** The consequences of a draft for its review: problems, effects on accounts, and overlaps with other policies. */
export function Consequences({ impact }: { readonly impact: PolicyImpact }) {
  const { fields, risks, effects, overlaps, overlapCount } = impact;
  return (
    <div className={classes.blocks}>
      {risks.length === 0 && Object.keys(fields).length > 0 ? (
        <p>{t('policies.impact.incomplete')}</p>
      ) : risks.length === 0 ? (
        <p className={classes.risk}>
          <IconCircleCheck size={16} stroke={1.75} aria-hidden /> {t('policies.impact.fine')}
        </p>
      ) : (
        <Risks risks={risks} />
      )}
      <section>
        <h3>{t('policies.impact.effects')}</h3>
        {effects.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <section>
        <h3>{t('policies.impact.overlaps')}</h3>
        {overlaps.length === 0 ? (
          <p>{t('policies.impact.noOverlap')}</p>
        ) : (
          <ul>
            {overlaps.map((overlap) => (
              <Overlap key={overlap.policyId} overlap={overlap} />
            ))}
          </ul>
        )}
        {overlapCount > overlaps.length ? (
          <p className="dim">{t('policies.impact.more', { count: overlapCount - overlaps.length })}</p>
        ) : null}
      </section>
    </div>
  );
}
