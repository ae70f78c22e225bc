import { Button, Modal } from '@mantine/core';
import { IconCircleX, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { LedgerCheck } from '../../src-preload/contract/ledger.ts';
import { call, desk } from '../app/desk.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { counted } from '../ui/words.ts';
import classes from './Verify.module.css';

function Answer({ check }: { readonly check: LedgerCheck }) {
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
            ? `The ledger is intact: ${counted(check.length, 'event')}, each signed, in order, and allowed when it happened.`
            : `The ledger is broken: ${counted(check.problems.length, 'problem')} in ${counted(check.length, 'event')}. Keep a copy of the workspace as it is, and tell whoever is responsible for it.`}
        </span>
      </p>
      <dl>
        <dt>Hash of the newest event</dt>
        <dd className="mono">{check.head}</dd>
      </dl>
      {check.problems.length === 0 ? null : (
        <ul>
          {check.problems.map((problem) => (
            <li key={`${problem.sequence} ${problem.what}`}>
              {problem.sequence === 0 ? 'The workspace' : `Event ${problem.sequence}`}: {problem.what}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Checks the whole ledger, and says what was found. */
export function Verify() {
  const verify = useMutation({ mutationFn: () => call(desk.ledger.verify, {}) });
  return (
    <>
      <Button size="compact-md" loading={verify.isPending} onClick={() => verify.mutate()}>
        Verify the ledger
      </Button>
      <Modal
        opened={verify.isSuccess || verify.isError}
        onClose={() => verify.reset()}
        title="Check of the ledger"
        centered
        size="lg"
      >
        {verify.isSuccess ? <Answer check={verify.data} /> : null}
        {verify.isError ? <RefusalNote refusal={verify.error.refusal} /> : null}
      </Modal>
    </>
  );
}
