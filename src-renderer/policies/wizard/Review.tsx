import type { PolicyChange } from '#contract/policyHistory.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import type { Directory } from '../../app/directory.ts';
import { Changes } from '../../ui/Changes.tsx';
import { FourEyesNote } from '../../ui/FourEyesNote.tsx';
import { RefusalNote } from '../../ui/RefusalNote.tsx';
import { Sentences } from '../Sentences.tsx';
import { toDraft } from './form.ts';
import type { PolicyForm } from './usePolicyForm.ts';
import classes from './wizard.module.css';

interface ReviewProps {
  readonly form: PolicyForm;
  readonly directory: Directory;
  readonly refusal: Refusal | undefined;
  readonly editing: boolean;
  /** How it differs from the version that is edited; undefined for a new policy, and until it is known. */
  readonly differences: readonly PolicyChange[] | undefined;
  /** Whether saving proposes it to another admin. */
  readonly proposes: boolean;
}

/** The third step: the whole policy in sentences. */
export function Review({ form, directory, refusal, editing, differences, proposes }: ReviewProps) {
  const { values, mistakes } = form;
  const messages = [...new Set(Object.values(mistakes))];
  return (
    <div className={classes.fields}>
      <header>
        <h2 className={`mono ${classes.name}`}>
          {values.name.trim() === '' ? t('policies.wizard.noName') : values.name}
        </h2>
        {values.description.trim() === '' ? null : <p className="words dim">{values.description}</p>}
      </header>
      {differences === undefined ? null : <Differences changes={differences} />}
      <Sentences rules={toDraft(values)} directory={directory} />
      {editing ? <p className="dim">{t('policies.wizard.newVersion')}</p> : null}
      {proposes ? <FourEyesNote /> : null}
      {messages.length === 0 ? null : (
        <div className={classes.wrong} role="alert">
          <p className="strong">{t('policies.wizard.mistakes')}</p>
          <ul>
            {messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      {refusal === undefined ? null : <RefusalNote refusal={refusal} />}
    </div>
  );
}

function Differences({ changes }: { readonly changes: readonly PolicyChange[] }) {
  const label = t('policies.wizard.differences');
  return (
    <section aria-label={label} className={classes.differences ?? ''}>
      <h3>{label}</h3>
      {changes.length === 0 ? <p>{t('policies.wizard.noDifference')}</p> : <Changes label={label} changes={changes} />}
    </section>
  );
}
