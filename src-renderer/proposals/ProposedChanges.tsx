import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ProposedChange } from '#contract/proposals.ts';
import { t } from '#texts/texts.ts';
import { useDirectory } from '../app/directory.ts';
import { policyQuery } from '../app/queries/policies.ts';
import { ProposedPolicyImpact } from '../policies/wizard/ProposedPolicyImpact.tsx';
import { Changes } from '../ui/Changes.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import classes from './ProposedChanges.module.css';

interface ProposedChangesProps {
  readonly label: string;
  readonly changes: readonly ProposedChange[];
  /** Whether to link to the changed things; not in a form, which a link would leave. */
  readonly links?: boolean;
  /** Whether to show what a proposed policy would do, which admins may preview. */
  readonly impact?: boolean;
  /** A sentence that is above already, and not repeated. */
  readonly said?: string;
}

/** The changes of a proposal: the sentence and the differences of each, and why it is outdated. */
export function ProposedChanges({ label, changes, links = false, impact = false, said }: ProposedChangesProps) {
  return (
    <ol className={classes.changes} aria-label={label}>
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a proposal never move
        <li key={index}>
          <p className={classes.sentence}>
            {change.sentence === said ? null : <span className="strong">{change.sentence}</span>}
            {links ? <Subject subject={change.subject} /> : null}
          </p>
          {change.outdated === null ? null : (
            <p className={classes.outdated}>
              <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
              <span>
                <Sentence
                  text="proposals.changes.outdated"
                  values={{ reason: change.outdated }}
                  parts={{ b: <span className="strong" /> }}
                />
              </span>
            </p>
          )}
          {change.differences.length === 0 ? null : (
            <Changes
              label={t('proposals.changes.differences', { name: change.subject.name })}
              changes={change.differences}
            />
          )}
          {links && impact && change.draft !== null ? (
            <Impact draft={change.draft} name={change.subject.name} alone={changes.length === 1} />
          ) : null}
        </li>
      ))}
    </ol>
  );
}

interface ImpactProps {
  readonly draft: NonNullable<ProposedChange['draft']>;
  readonly name: string;
  /** Whether it is the only change. Of several, each is worked out when the viewer opens it. */
  readonly alone: boolean;
}

function Impact({ draft, name, alone }: ImpactProps) {
  const [open, setOpen] = useState(alone);
  return (
    <details className={classes.impact} open={open} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary aria-label={t('proposals.changes.impactOf', { name })}>{t('proposals.changes.impact')}</summary>
      {open ? <ProposedPolicyImpact rules={draft.rules} replaces={draft.replaces} /> : null}
    </details>
  );
}

/** A link to the subject of a change, if a page shows it; a new thing has no page yet. */
function Subject({ subject: { kind, id, name } }: Pick<ProposedChange, 'subject'>) {
  const { people, groups } = useDirectory();
  switch (kind) {
    case 'policy':
      return id === null ? null : <PolicyLink id={id} name={name} />;
    case 'person':
    case 'key':
      if (people.every((person) => person.id !== id)) return null;
      return (
        <Link
          to="/people"
          search={{ text: name }}
          className="quiet-link"
          aria-label={t('proposals.changes.showPersonSpoken', { name })}
        >
          {t('proposals.changes.showPerson')}
        </Link>
      );
    case 'group':
      if (groups.every((group) => group.id !== id)) return null;
      return (
        <Link
          to="/people"
          search={{ tab: 'groups', text: name }}
          className="quiet-link"
          aria-label={t('proposals.changes.showGroupSpoken', { name })}
        >
          {t('proposals.changes.showGroup')}
        </Link>
      );
    case 'desk':
      return (
        <Link to="/settings" className="quiet-link">
          {t('proposals.changes.showSettings')}
        </Link>
      );
    case 'recoveryKit':
      return null;
  }
}

function PolicyLink({ id, name }: { readonly id: string; readonly name: string }) {
  const { data: policy } = useQuery(policyQuery(id));
  return policy === undefined ? null : (
    <Link
      to="/policies"
      search={{ policy: id }}
      className="quiet-link"
      aria-label={t('proposals.changes.showPolicySpoken', { name })}
    >
      {t('proposals.changes.showPolicy')}
    </Link>
  );
}
