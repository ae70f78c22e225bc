import { Box, Button, Checkbox, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type AccessRequest, MIN_BYPASS_REASON_CHARACTERS, requestInputs } from '#contract/requests.ts';
import { visibleCharacters } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import { duration } from '#texts/values.ts';
import { heldProps, usePressGuard } from '../ui/pressGuard.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { useAct } from './actions.ts';
import classes from './BypassDialog.module.css';
import { namesWithin } from './next.ts';

interface BypassDialogProps {
  readonly request: AccessRequest;
  readonly onClose: () => void;
}

/** At most so many approvers are named; the others are counted. */
const MOST_NAMED = 5;

const reasonInput = requestInputs.bypass.pick({ reason: true });

/** Explains the consequences of breaking the glass, and asks for a reason and a confirmation. */
export function BypassDialog({ request, onClose }: BypassDialogProps) {
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [left, setLeft] = useState(false);
  const act = useAct(request);
  const approvers = [
    ...new Map(request.steps.flatMap(({ eligible }) => eligible.map((one) => [one.id, one]))).values(),
  ];
  const strong = <span className="strong" />;
  const guard = usePressGuard(request);
  const parsed = reasonInput.safeParse({ reason });
  const missing = Math.max(MIN_BYPASS_REASON_CHARACTERS - visibleCharacters(reason), 0);
  const wrong = missing > 0 ? t('request.bypass.tooShort', { count: missing }) : parsed.error?.issues[0]?.message;
  const refusal = act.error?.refusal;
  return (
    <Modal opened onClose={onClose} title={t('request.bypass.title')} size="lg" centered>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLeft(true);
          if (parsed.success && confirmed && guard.counts(event.nativeEvent))
            act.mutate({ action: 'bypass', words: reason }, { onSuccess: onClose });
        }}
      >
        <p className={classes.what}>
          <Sentence
            text="request.bypass.effect"
            values={{ account: request.account, resource: request.resource }}
            parts={{ account: <span className="mono" />, resource: <span className="mono" /> }}
          />
        </p>
        <ul className={classes.consequences}>
          <li>
            <Sentence
              text="request.bypass.starts"
              values={{ duration: duration(request.durationSeconds) }}
              parts={{ b: strong }}
            />
          </li>
          <li>
            <Sentence text="request.bypass.final" parts={{ b: strong }} />
          </li>
          <li>
            {approvers.length === 0 ? (
              <Sentence text="request.bypass.toldAdmins" parts={{ b: strong }} />
            ) : (
              <Sentence
                text="request.bypass.told"
                values={{ approvers: namesWithin(approvers, 'and', MOST_NAMED) }}
                parts={{ b: strong }}
              />
            )}
          </li>
          <li>
            <Sentence text="request.bypass.flagged" parts={{ b: strong }} />
          </li>
        </ul>
        <Textarea
          label={t('request.bypass.reason')}
          description={t('request.bypass.reasonHelp')}
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
          label={t('request.bypass.confirm')}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
        />
        {refusal === undefined || refusal.fields?.reason !== undefined ? null : (
          <Box mt="md">
            <RefusalNote refusal={refusal} />
          </Box>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('common.back')}
          </Button>
          <Button
            type="submit"
            color="var(--bypass)"
            loading={act.isPending}
            disabled={!parsed.success || !confirmed}
            {...heldProps(guard)}
          >
            {t('request.bypass.submit')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
