import { Button, FileButton, Modal } from '@mantine/core';
import { IconCircleX, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CheckProgress, LedgerCheck } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';
import { call, desk } from '../app/desk.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { When } from '../ui/When.tsx';
import type { LedgerCheckState } from './useLedgerCheck.ts';
import classes from './Verify.module.css';

interface AnswerProps {
  readonly check: LedgerCheck;
  /** The check that had this result. */
  readonly progress: CheckProgress;
  readonly state: LedgerCheckState;
}

function Answer({ check, progress, state }: AnswerProps) {
  const { head } = progress;
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
      <Extent progress={progress} />
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
      <div className={classes.actions}>
        <PrintCheck />
        {progress.from === null ? null : (
          <Button variant="default" size="compact-md" onClick={() => state.start(null)}>
            {t('ledger.mark.everyEvent')}
          </Button>
        )}
      </div>
      {progress.canKeepMark ? <KeepMark sequence={check.length} state={state} /> : null}
    </div>
  );
}

/** Which events were checked. */
function Extent({ progress: { from, notFrom } }: Pick<AnswerProps, 'progress'>) {
  if (notFrom !== null) return <RefusalNote refusal={{ message: t('ledger.mark.notUsed', { why: notFrom }) }} />;
  return (
    <p>
      <span>
        {from === null ? (
          t('ledger.mark.every')
        ) : (
          <Sentence
            text="ledger.mark.from"
            values={{ sequence: from.sequence }}
            parts={{ time: <When at={from.at} /> }}
          />
        )}
      </span>
    </p>
  );
}

/** Opens a page with the result, to be printed or saved. */
function PrintCheck() {
  const print = useMutation({ mutationFn: () => call(desk.ledger.printCheck, {}) });
  return (
    <>
      <Button variant="default" size="compact-md" loading={print.isPending} onClick={() => print.mutate()}>
        {t('ledger.verify.print')}
      </Button>
      {print.isError ? <RefusalNote refusal={print.error.refusal} /> : null}
    </>
  );
}

interface KeepMarkProps {
  /** The newest event that was checked. */
  readonly sequence: number;
  readonly state: LedgerCheckState;
}

/** Offers to sign up to where the ledger was verified. */
function KeepMark({ sequence, state: { keepMark, keeping, keepRefusal } }: KeepMarkProps) {
  return (
    <section className={classes.mark} aria-label={t('ledger.mark.title')}>
      <p role="status">
        <span>{t(keeping === 'done' ? 'ledger.mark.kept' : 'ledger.mark.offer', { sequence })}</span>
      </p>
      {keepRefusal === null ? null : <RefusalNote refusal={keepRefusal} />}
      {keeping === 'done' ? null : (
        <Button variant="default" size="compact-md" loading={keeping === 'now'} onClick={keepMark}>
          {t('ledger.mark.keep')}
        </Button>
      )}
    </section>
  );
}

/** The buttons that check the ledger: all of it, by itself or against a checkpoint, or what is new since the viewer's mark; and the result. */
export function Verify(state: LedgerCheckState) {
  const { check, mark, busy, refusal, start, startFromMark, startAgainst, close } = state;
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
      {mark === null ? null : (
        <Button variant="default" size="compact-md" disabled={busy} onClick={startFromMark}>
          {mark.sequence === null ? t('ledger.mark.submit') : t('ledger.mark.submitSince', { sequence: mark.sequence })}
        </Button>
      )}
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
        ) : check !== null && result !== null ? (
          <Answer check={result} progress={check} state={state} />
        ) : null}
      </Modal>
    </>
  );
}
