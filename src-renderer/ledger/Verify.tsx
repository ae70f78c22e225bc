import { Button, FileButton, Modal } from '@mantine/core';
import { IconCircleX, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import type { LedgerCheck, SavedHead } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { When } from '../ui/When.tsx';
import type { LedgerCheckState } from './useLedgerCheck.ts';
import classes from './Verify.module.css';

interface AnswerProps {
  readonly check: LedgerCheck;
  /** The saved head that it was checked against; null when it was checked by itself. */
  readonly head: SavedHead | null;
}

function Answer({ check, head }: AnswerProps) {
  return (
    <div className={classes.answer}>
      <p className={check.ok ? classes.whole : classes.broken}>
        {check.ok ? (
          <IconRosetteDiscountCheck size={20} stroke={1.75} aria-hidden />
        ) : (
          <IconCircleX size={20} stroke={1.75} aria-hidden />
        )}
        <span>
          {check.ok
            ? t('ledger.verify.intact', { count: check.length })
            : t('ledger.verify.broken', {
                problems: t('ledger.verify.problems', { count: check.problems.length }),
                events: t('ledger.verify.events', { count: check.length }),
              })}
        </span>
      </p>
      {head === null ? null : (
        <p>
          <span>
            <Sentence
              text={check.ok ? 'ledger.verify.headKept' : 'ledger.verify.head'}
              values={{ sequence: head.sequence }}
              parts={{ time: <When at={head.at} /> }}
            />
          </span>
        </p>
      )}
      <dl>
        <dt>{t('ledger.verify.newest')}</dt>
        <dd className="mono">{check.head}</dd>
      </dl>
      {check.problems.length === 0 ? null : (
        <ul>
          {check.problems.map((problem) => (
            <li key={`${problem.sequence} ${problem.what}`}>{problem.what}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The buttons that check the whole ledger, by itself or against a saved head, and the result. */
export function Verify({ check, busy, refusal, start, startAgainst, close }: LedgerCheckState) {
  const again = useRef<() => void>(null);
  const against = async (file: File | null) => {
    if (file === null) return;
    await startAgainst(file);
    again.current?.();
  };
  const failed = check?.state === 'failed' ? check.message : null;
  const result = check?.result ?? null;
  return (
    <>
      <FileButton accept=".json,application/json" resetRef={again} onChange={(file) => void against(file)}>
        {(props) => (
          <Button variant="default" size="compact-md" disabled={busy} {...props}>
            {t('ledger.verify.against')}
          </Button>
        )}
      </FileButton>
      <Button size="compact-md" loading={busy} onClick={() => start(null)}>
        {t('ledger.verify.submit')}
      </Button>
      <Modal
        opened={result !== null || failed !== null || refusal !== null}
        onClose={close}
        title={t('ledger.verify.title')}
        centered
        size="lg"
      >
        {refusal !== null ? (
          <RefusalNote refusal={refusal} />
        ) : failed !== null ? (
          <RefusalNote refusal={{ message: failed }} />
        ) : result !== null ? (
          <Answer check={result} head={check?.head ?? null} />
        ) : null}
      </Modal>
    </>
  );
}
