import { t } from '#texts/texts.ts';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import { StrengthMeter } from '../ui/StrengthMeter.tsx';
import type { NewPassphrase } from './useNewPassphrase.ts';

interface NewPassphraseFieldsProps {
  readonly label: string;
  readonly secret: NewPassphrase;
  /** The desk's sentence about the passphrase sent last. */
  readonly refused?: string | undefined;
  /** Called when something is typed, never with the text. */
  readonly onTyped?: () => void;
}

/** A new passphrase, twice, and how strong it is. */
export function NewPassphraseFields({ label, secret, refused, onTyped }: NewPassphraseFieldsProps) {
  const { fields, mistakes, strength, typed, leave } = secret;
  const hear = () => {
    onTyped?.();
    typed();
  };
  return (
    <>
      <div>
        <PassphraseField
          label={label}
          field={fields.first}
          error={mistakes.first ?? refused}
          onTyped={hear}
          onLeave={() => leave('first')}
        />
        <StrengthMeter strength={strength} />
      </div>
      <PassphraseField
        label={t('signin.again', { field: label })}
        field={fields.second}
        error={mistakes.second}
        onTyped={hear}
        onLeave={() => leave('second')}
      />
    </>
  );
}
