import { ActionIcon, Button, NumberInput, Switch, TextInput, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Directory } from '../../app/directory.ts';
import { ApproverSelect } from './ApproverSelect.tsx';
import { emptyStep, type StepValues } from './form.ts';
import { useOrder } from './useOrder.ts';
import type { PolicyForm } from './usePolicyForm.ts';
import classes from './wizard.module.css';

interface SequenceProps {
  readonly form: PolicyForm;
  readonly directory: Directory;
}

const MOST_STEPS = 20;

/** The second step: who approves, how many of them, in which order, and who may break the glass. */
export function Sequence({ form, directory }: SequenceProps) {
  const { values, set, leave, mistakeAt } = form;
  const { steps } = values;
  // Whoever adds a step goes on in it.
  const [added, setAdded] = useState<string>();
  const titleOf = ({ name }: StepValues, index: number): string => (name.trim() === '' ? `Step ${index + 1}` : name);
  const order = useOrder(steps, (next) => set({ steps: next }, 'steps'), titleOf);
  const change = (key: string, patch: Partial<StepValues>, path: string) =>
    set({ steps: steps.map((one) => (one.key === key ? { ...one, ...patch } : one)) }, path);
  return (
    <div className={classes.fields}>
      <VisuallyHidden role="status">{order.said}</VisuallyHidden>
      {steps.map((step, index) => {
        const at = `steps.${index}`;
        const title = titleOf(step, index);
        return (
          <fieldset key={step.key} className={classes.card} {...order.row(index)}>
            <VisuallyHidden component="legend">Step {index + 1}</VisuallyHidden>
            <div className={classes.cardHead}>
              <span className={classes.cardTitle}>
                {steps.length < 2 ? null : (
                  <span
                    className={classes.handle}
                    title="Drag it, or press Alt with an arrow key"
                    {...order.handle(index)}
                  >
                    <IconGripVertical size={16} stroke={1.75} aria-hidden />
                  </span>
                )}
                <span className="strong">Step {index + 1}</span>
              </span>
              <span className={classes.icons}>
                <ActionIcon
                  variant="subtle"
                  aria-label={`Move ${title} up`}
                  disabled={index === 0}
                  onClick={() => order.move(index, index - 1)}
                >
                  <IconArrowUp size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={`Move ${title} down`}
                  disabled={index === steps.length - 1}
                  onClick={() => order.move(index, index + 1)}
                >
                  <IconArrowDown size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={`Remove ${title}`}
                  disabled={steps.length === 1}
                  onClick={() => set({ steps: steps.filter((one) => one.key !== step.key) }, 'steps')}
                >
                  <IconTrash size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </span>
            </div>
            <div className={classes.stepLine}>
              <TextInput
                label="Step name"
                placeholder="Manager Review"
                autoFocus={step.key === added}
                value={step.name}
                onChange={(event) => change(step.key, { name: event.currentTarget.value }, `${at}.name`)}
                error={mistakeAt(`${at}.name`)}
              />
              <NumberInput
                label="Required approvals"
                min={1}
                allowDecimal={false}
                clampBehavior="none"
                value={step.required ?? ''}
                onChange={(value) =>
                  change(step.key, { required: typeof value === 'number' ? value : null }, `${at}.required`)
                }
                onBlur={() => leave(`${at}.required`)}
                error={mistakeAt(`${at}.required`)}
                required
              />
            </div>
            <ApproverSelect
              label="Approvers"
              directory={directory}
              value={step.approvers}
              onChange={(approvers) => change(step.key, { approvers }, `${at}.approvers`)}
              onBlur={() => leave(`${at}.approvers`)}
              error={mistakeAt(`${at}.approvers`)}
            />
          </fieldset>
        );
      })}
      {mistakeAt('steps') === undefined ? null : <p className={classes.mistake}>{mistakeAt('steps')}</p>}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={steps.length >= MOST_STEPS}
          onClick={() => {
            const step = emptyStep();
            setAdded(step.key);
            set({ steps: [...steps, step] }, 'steps');
          }}
        >
          Add a step
        </Button>
      </div>
      <Switch
        label="Different people in every step"
        description="One person counts once in a whole request, not once in each step"
        checked={values.distinctApprovers}
        onChange={(event) => set({ distinctApprovers: event.currentTarget.checked }, 'distinctApprovers')}
      />
      <Switch
        label="Break-glass"
        description="Named people may open their own request at once, with a reason; an admin reviews each time"
        checked={values.breakGlass}
        onChange={(event) => set({ breakGlass: event.currentTarget.checked }, 'bypass')}
      />
      {values.breakGlass ? (
        <ApproverSelect
          label="Who may break the glass"
          directory={directory}
          value={values.bypassers}
          onChange={(bypassers) => set({ bypassers }, 'bypass.bypassers')}
          onBlur={() => leave('bypass.bypassers')}
          error={mistakeAt('bypass.bypassers')}
        />
      ) : null}
    </div>
  );
}
