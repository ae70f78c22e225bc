import { useQuery } from '@tanstack/react-query';
import { t } from '#texts/texts.ts';
import { policyDifferenceQuery } from '../../app/queries/policies.ts';
import { Changes } from '../../ui/Changes.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import classes from './history.module.css';

interface DifferenceProps {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The differences of two versions of a policy, in sentences. */
export function Difference({ id, from, to }: DifferenceProps) {
  const { data, error } = useQuery(policyDifferenceQuery(id, from, to));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (data === undefined) return <SkeletonRows count={2} height={32} />;
  const { changes } = data;
  const label = t('policies.history.label', { from, to });
  const strong = <span className="strong" />;
  return (
    <div className={classes.difference}>
      <p role="status">
        {changes.length === 0 ? (
          <Sentence text="policies.history.same" values={{ from, to }} parts={{ b: strong }} />
        ) : (
          <Sentence
            text="policies.history.changes"
            values={{ from, to, count: changes.length }}
            parts={{ b: strong }}
          />
        )}
      </p>
      {changes.length === 0 ? null : <Changes label={label} changes={changes} />}
    </div>
  );
}
