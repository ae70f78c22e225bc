import type { Refusal } from '#contract/refusal.ts';
import type { Directory } from '../../app/directory.ts';
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
  /** Whether it is proposed to another admin, and not saved. */
  readonly proposes: boolean;
}

/** The third step: the whole policy once more, in plain sentences. */
export function Review({ form, directory, refusal, editing, proposes }: ReviewProps) {
  const { values, mistakes } = form;
  const messages = [...new Set(Object.values(mistakes))];
  return (
    <div className={classes.fields}>
      <header>
        <h2 className={`mono ${classes.name}`}>
          {values.name.trim() === '' ? 'A policy without a name' : values.name}
        </h2>
        {values.description.trim() === '' ? null : <p className="words dim">{values.description}</p>}
      </header>
      <Sentences rules={toDraft(values)} directory={directory} />
      {editing ? (
        <p className="dim">
          Saving makes a new version. Requests in flight stay under the version they were filed under.
        </p>
      ) : null}
      {proposes ? <FourEyesNote /> : null}
      {messages.length === 0 ? null : (
        <div className={classes.wrong} role="alert">
          <p className="strong">Before it can be saved:</p>
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
