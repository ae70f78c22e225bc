import { IconArchive, IconArchiveOff, IconPencil, IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { PolicyHistoryEntry } from '#contract/policyHistory.ts';
import { t } from '#texts/texts.ts';
import { shownName } from '../../ui/names.ts';
import { When } from '../../ui/When.tsx';
import classes from './history.module.css';

const icons: Readonly<Record<PolicyHistoryEntry['what'], TablerIcon>> = {
  created: IconPlus,
  updated: IconPencil,
  archived: IconArchive,
  restored: IconArchiveOff,
};

const versionTexts = {
  created: 'policies.history.versionCreated',
  updated: 'policies.history.versionUpdated',
  archived: 'policies.history.versionArchived',
  restored: 'policies.history.versionRestored',
} as const;

interface VersionTableProps {
  readonly entries: readonly PolicyHistoryEntry[];
  /** The two versions that are compared; null where there is only one. */
  readonly chosen: { readonly from: number; readonly to: number } | null;
  readonly onFrom: (version: number) => void;
  readonly onTo: (version: number) => void;
}

/** The events of a policy, the newest first, with a choice of two versions to compare. */
export function VersionTable({ entries, chosen, onFrom, onTo }: VersionTableProps) {
  return (
    <table className={classes.versions}>
      <thead>
        <tr>
          <th scope="col">{t('policies.history.event')}</th>
          <th scope="col">{t('policies.history.by')}</th>
          <th scope="col">{t('policies.history.when')}</th>
          {chosen === null ? null : (
            <>
              <th scope="col" className={classes.choice}>
                {t('policies.history.from')}
              </th>
              <th scope="col" className={classes.choice}>
                {t('policies.history.to')}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.sequence}>
            <td>
              <EventText entry={entry} />
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

function EventText({ entry: { what, version } }: { readonly entry: PolicyHistoryEntry }) {
  const Icon = icons[what];
  return (
    <span className={classes.act}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {version === null ? t(`policies.history.${what}`) : t(versionTexts[what], { version })}
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
          aria-label={t(which === 'from' ? 'policies.history.compareFrom' : 'policies.history.compareTo', { version })}
          checked={version === chosen}
          onChange={() => onChoose(version)}
        />
      )}
    </td>
  );
}
