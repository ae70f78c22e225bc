import { Box, Button, Checkbox, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type AccessRequest, MIN_BYPASS_REASON_CHARACTERS, requestInputs } from '#contract/requests.ts';
import { visibleCharacters } from '#contract/scalars.ts';
import { listed } from '#texts/values.ts';
import { heldProps, usePressGuard } from '../ui/pressGuard.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { duration } from '../ui/time.ts';
import { counted, namesOf } from '../ui/words.ts';
import { useAct } from './actions.ts';
import classes from './BypassDialog.module.css';

interface BypassDialogProps {
  readonly request: AccessRequest;
  readonly onClose: () => void;
}

/** Most approvers who are named; the others are counted. */
const MOST_NAMED = 5;

const reasonInput = requestInputs.bypass.pick({ reason: true });

function approversOf(request: AccessRequest): string {
  const everyone = [...new Map(request.steps.flatMap(({ eligible }) => eligible.map((one) => [one.id, one]))).values()];
  const names = namesOf(everyone);
  if (names.length === 0) return 'Every admin is told; there is no approver of this request left to tell.';
  const shown =
    names.length > MOST_NAMED
      ? [...names.slice(0, MOST_NAMED - 1), counted(names.length - MOST_NAMED + 1, 'other')]
      : names;
  return `Every admin is told, and so are its approvers: ${listed(shown)}.`;
}

/** Says what breaking the glass comes to, and asks for the reason and for the person to stand by it. */
export function BypassDialog({ request, onClose }: BypassDialogProps) {
  const [reason, setReason] = useState('');
  const [stands, setStands] = useState(false);
  const [left, setLeft] = useState(false);
  const act = useAct(request);
  const guard = usePressGuard(request);
  const parsed = reasonInput.safeParse({ reason });
  const missing = Math.max(MIN_BYPASS_REASON_CHARACTERS - visibleCharacters(reason), 0);
  const wrong =
    missing > 0
      ? `${counted(missing, 'more character')}, please: somebody has to understand it.`
      : parsed.error?.issues[0]?.message;
  const refusal = act.error?.refusal;
  return (
    <Modal opened onClose={onClose} title="Break the glass?" size="lg" centered>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLeft(true);
          if (parsed.success && stands && guard.counts(event.nativeEvent))
            act.mutate({ action: 'bypass', words: reason }, { onSuccess: onClose });
        }}
      >
        <p className={classes.what}>
          You open <span className="mono">{request.account}</span> on <span className="mono">{request.resource}</span>{' '}
          without the approvals that its policy asks for.
        </p>
        <ul className={classes.consequences}>
          <li>
            <span className="strong">Access starts at once</span> and runs for {duration(request.durationSeconds)}. You
            can give it back early.
          </li>
          <li>
            <span className="strong">It cannot be undone.</span> It stands in the ledger under your name as a
            break-glass, never as an approval.
          </li>
          <li>
            <span className="strong">Others learn of it now.</span> {approversOf(request)}
          </li>
          <li>
            <span className="strong">It stays flagged</span> until an admin other than you has reviewed it, and recorded
            what they found.
          </li>
        </ul>
        <Textarea
          label="Reason"
          description="What is happening, and why it cannot wait for the approvals. The reviewing admin reads it."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onBlur={() => setLeft(reason !== '')}
          error={refusal?.fields?.reason ?? (left ? wrong : undefined)}
          autosize
          minRows={2}
          maxRows={8}
          required
          data-autofocus
        />
        <Checkbox
          mt="md"
          label="I open this without the approvals, and stand by it."
          checked={stands}
          onChange={(event) => setStands(event.currentTarget.checked)}
        />
        {refusal === undefined || refusal.fields?.reason !== undefined ? null : (
          <Box mt="md">
            <RefusalNote refusal={refusal} />
          </Box>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button
            type="submit"
            color="var(--bypass)"
            loading={act.isPending}
            disabled={!parsed.success || !stands}
            {...heldProps(guard)}
          >
            Break the glass
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
