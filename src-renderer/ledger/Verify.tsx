import { Button, FileButton, Modal } from '@mantine/core';
import { IconCircleX, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LedgerCheck, SavedHead } from '#contract/ledger.ts';
import { call, desk } from '../app/desk.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { When } from '../ui/When.tsx';
import { counted } from '../ui/words.ts';
import { readHead } from './headFile.ts';
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
            ? `The ledger is intact: ${counted(check.length, 'event')}, each signed, in order, and allowed when it happened.`
            : `The ledger is broken: ${counted(check.problems.length, 'problem')} in ${counted(check.length, 'event')}. Keep a copy of the workspace as it is, and tell whoever is responsible for it.`}
        </span>
      </p>
      {head === null ? null : (
        <p>
          <span>
            Checked against the head that was saved <When at={head.at} />, when event {head.sequence.toLocaleString()}{' '}
            was the newest. {check.ok ? 'It is still there, and nothing before it was changed or taken away.' : null}
          </span>
        </p>
      )}
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

/** Checks the whole ledger, by itself or against a head that was saved earlier, and says what was found. */
export function Verify() {
  const [wrongFile, setWrongFile] = useState<string | null>(null);
  const again = useRef<() => void>(null);
  const verify = useMutation({
    mutationFn: (head: SavedHead | null) => call(desk.ledger.verify, head === null ? {} : { head }),
  });
  const against = async (file: File | null) => {
    if (file === null) return;
    const head = await readHead(file);
    again.current?.();
    if (head.ok) verify.mutate(head.head);
    else setWrongFile(head.problem);
  };
  const close = () => {
    verify.reset();
    setWrongFile(null);
  };
  return (
    <>
      <FileButton accept=".json,application/json" resetRef={again} onChange={(file) => void against(file)}>
        {(props) => (
          <Button variant="default" size="compact-md" disabled={verify.isPending} {...props}>
            Verify against a saved head…
          </Button>
        )}
      </FileButton>
      <Button size="compact-md" loading={verify.isPending} onClick={() => verify.mutate(null)}>
        Verify the ledger
      </Button>
      <Modal
        opened={verify.isSuccess || verify.isError || wrongFile !== null}
        onClose={close}
        title="Check of the ledger"
        centered
        size="lg"
      >
        {wrongFile !== null ? <RefusalNote refusal={{ message: wrongFile }} /> : null}
        {verify.isSuccess ? <Answer check={verify.data} head={verify.variables} /> : null}
        {verify.isError ? <RefusalNote refusal={verify.error.refusal} /> : null}
      </Modal>
    </>
  );
}
