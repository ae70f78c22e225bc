import { useQuery } from '@tanstack/react-query';
import { policyDifferenceQuery } from '../../app/queries/policies.ts';
import { Changes } from '../../ui/Changes.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { counted } from '../../ui/words.ts';
import classes from './history.module.css';

interface DifferenceProps {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** How two versions of a policy differ, in sentences. */
export function Difference({ id, from, to }: DifferenceProps) {
  const { data, error } = useQuery(policyDifferenceQuery(id, from, to));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (data === undefined) return <SkeletonRows count={2} height={32} />;
  const { changes } = data;
  const label = `From version ${from} to version ${to}`;
  return (
    <div className={classes.difference}>
      <p role="status">
        <span className="strong">{label}</span>:{' '}
        {changes.length === 0 ? 'they say the same.' : `${counted(changes.length, 'change')}.`}
      </p>
      {changes.length === 0 ? null : <Changes label={label} changes={changes} />}
    </div>
  );
}
