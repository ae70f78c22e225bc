import { IconArchive, IconArchiveOff, IconPencil, IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { PolicyHistoryEntry } from '#contract/policyHistory.ts';
import { When } from '../../ui/When.tsx';
import { capital, shownName } from '../../ui/words.ts';
import classes from './history.module.css';

const acts: Readonly<Record<PolicyHistoryEntry['what'], { readonly icon: TablerIcon; readonly word: string }>> = {
  created: { icon: IconPlus, word: 'created' },
  updated: { icon: IconPencil, word: 'changed' },
  archived: { icon: IconArchive, word: 'archived' },
  restored: { icon: IconArchiveOff, word: 'restored' },
};

interface VersionTableProps {
  readonly entries: readonly PolicyHistoryEntry[];
  /** The two versions that are compared; null where there is only one. */
  readonly chosen: { readonly from: number; readonly to: number } | null;
  readonly onFrom: (version: number) => void;
  readonly onTo: (version: number) => void;
}

/** What was done to a policy, the newest first, and which two versions are compared. */
export function VersionTable({ entries, chosen, onFrom, onTo }: VersionTableProps) {
  return (
    <table className={classes.versions}>
      <thead>
        <tr>
          <th scope="col">What was done</th>
          <th scope="col">By</th>
          <th scope="col">When</th>
          {chosen === null ? null : (
            <>
              <th scope="col" className={classes.choice}>
                From
              </th>
              <th scope="col" className={classes.choice}>
                To
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.sequence}>
            <td>
              <What entry={entry} />
            </td>
            <td title={entry.by.username}>{shownName(entry.by)}</td>
            <td className="tabular">
              <When at={entry.at} />
            </td>
            {chosen === null ? null : (
              <>
                <Choice which="from" version={entry.version} chosen={chosen.from} onChoose={onFrom} />
                <Choice which="to" version={entry.version} chosen={chosen.to} onChoose={onTo} />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ entry: { what, version } }: { readonly entry: PolicyHistoryEntry }) {
  const { icon: Icon, word } = acts[what];
  return (
    <span className={classes.act}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {version === null ? capital(word) : `Version ${version} ${word}`}
    </span>
  );
}

interface ChoiceProps {
  readonly which: 'from' | 'to';
  readonly version: number | null;
  readonly chosen: number;
  readonly onChoose: (version: number) => void;
}

function Choice({ which, version, chosen, onChoose }: ChoiceProps) {
  return (
    <td className={classes.choice}>
      {version === null ? null : (
        <input
          type="radio"
          name={`compare-${which}`}
          aria-label={`Compare ${which} version ${version}`}
          checked={version === chosen}
          onChange={() => onChoose(version)}
        />
      )}
    </td>
  );
}
