import { ActionIcon, Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Directory } from '../../app/directory.ts';
import { ApproverSelect } from './ApproverSelect.tsx';
import { emptyStep, type StepValues } from './form.ts';
import type { PolicyForm } from './usePolicyForm.ts';
import classes from './wizard.module.css';

interface SequenceProps {
  readonly form: PolicyForm;
  readonly directory: Directory;
}

const MOST_STEPS = 20;

function moved(steps: readonly StepValues[], from: number, to: number): readonly StepValues[] {
  const step = steps[from];
  if (step === undefined) return steps;
  return steps.toSpliced(from, 1).toSpliced(to, 0, step);
}

/** The second step: who approves, how many of them, in which order, and who may break the glass. */
export function Sequence({ form, directory }: SequenceProps) {
  const { values, set, leave, mistakeAt } = form;
  const { steps } = values;
  const change = (key: string, patch: Partial<StepValues>, path: string) =>
    set({ steps: steps.map((one) => (one.key === key ? { ...one, ...patch } : one)) }, path);
  return (
    <div className={classes.fields}>
      {steps.map((step, index) => {
        const at = `steps.${index}`;
        const title = step.name.trim() === '' ? `Step ${index + 1}` : step.name;
        return (
          <fieldset key={step.key} className={classes.card}>
            <legend className={classes.heard}>Step {index + 1}</legend>
            <div className={classes.cardHead}>
              <span className="strong">Step {index + 1}</span>
              <span className={classes.icons}>
                <ActionIcon
                  variant="subtle"
                  aria-label={`Move ${title} up`}
                  disabled={index === 0}
                  onClick={() => set({ steps: moved(steps, index, index - 1) }, 'steps')}
                >
                  <IconArrowUp size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={`Move ${title} down`}
                  disabled={index === steps.length - 1}
                  onClick={() => set({ steps: moved(steps, index, index + 1) }, 'steps')}
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
          onClick={() => set({ steps: [...steps, emptyStep()] }, 'steps')}
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
