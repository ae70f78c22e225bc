import { Button, CopyButton } from '@mantine/core';
import { t } from '#texts/texts.ts';
import classes from './Fingerprint.module.css';

const groupsOf = (fingerprint: string): readonly string[] => fingerprint.match(/.{1,8}/g) ?? [];

interface FingerprintProps {
  readonly fingerprint: string;
}

/** A founding fingerprint in groups of eight, so that two can be compared by eye; and a way to copy it. */
export function Fingerprint({ fingerprint }: FingerprintProps) {
  return (
    <div className={classes.fingerprint}>
      <code className={`mono ${classes.groups}`}>
        {groupsOf(fingerprint).map((group, index) => (
          // The space is for copying and screen readers; the grid is what is seen.
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place
          <span key={index}>{group} </span>
        ))}
      </code>
      <CopyButton value={fingerprint}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-xs"
            onClick={copy}
            aria-label={t(copied ? 'ui.fingerprint.copiedIt' : 'ui.fingerprint.copyIt')}
          >
            {t(copied ? 'ui.fingerprint.copied' : 'ui.fingerprint.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** The beginning of a fingerprint, which tells desks apart that are known already. */
export function ShortFingerprint({ fingerprint }: FingerprintProps) {
  return (
    <code className="mono" title={groupsOf(fingerprint).join(' ')}>
      {groupsOf(fingerprint).slice(0, 2).join(' ')} …
    </code>
  );
}
