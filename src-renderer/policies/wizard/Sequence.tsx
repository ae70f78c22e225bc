import { ActionIcon, Button, NumberInput, Switch, TextInput, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '#texts/texts.ts';
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

/** The second step: the approvers, their number and order, and the people who may break the glass. */
export function Sequence({ form, directory }: SequenceProps) {
  const { values, set, leave, mistakeAt } = form;
  const { steps } = values;
  // A new step takes the focus.
  const [added, setAdded] = useState<string>();
  const titleOf = ({ name }: StepValues, index: number): string =>
    name.trim() === '' ? t('policies.sequence.step', { position: index + 1 }) : name;
  const order = useOrder(steps, (next) => set({ steps: next }, 'steps'), titleOf);
  const change = (key: string, patch: Partial<StepValues>, path: string) =>
    set({ steps: steps.map((one) => (one.key === key ? { ...one, ...patch } : one)) }, path);
  return (
    <div className={classes.fields}>
      <VisuallyHidden role="status">{order.announcement}</VisuallyHidden>
      {steps.map((step, index) => {
        const at = `steps.${index}`;
        const title = titleOf(step, index);
        return (
          <fieldset key={step.key} className={classes.card} {...order.row(index)}>
            <VisuallyHidden component="legend">{t('policies.sequence.step', { position: index + 1 })}</VisuallyHidden>
            <div className={classes.cardHead}>
              <span className={classes.cardTitle}>
                {steps.length < 2 ? null : (
                  <span className={classes.handle} title={t('policies.sequence.drag')} {...order.handle(index)}>
                    <IconGripVertical size={16} stroke={1.75} aria-hidden />
                  </span>
                )}
                <span className="strong">{t('policies.sequence.step', { position: index + 1 })}</span>
              </span>
              <span className={classes.icons}>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('policies.sequence.up', { step: title })}
                  disabled={index === 0}
                  onClick={() => order.move(index, index - 1)}
                >
                  <IconArrowUp size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('policies.sequence.down', { step: title })}
                  disabled={index === steps.length - 1}
                  onClick={() => order.move(index, index + 1)}
                >
                  <IconArrowDown size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('policies.sequence.remove', { step: title })}
                  disabled={steps.length === 1}
                  onClick={() => set({ steps: steps.filter((one) => one.key !== step.key) }, 'steps')}
                >
                  <IconTrash size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </span>
            </div>
            <div className={classes.stepLine}>
              <TextInput
                label={t('policies.sequence.name')}
                placeholder={t('policies.sequence.nameExample')}
                autoFocus={step.key === added}
                value={step.name}
                onChange={(event) => change(step.key, { name: event.currentTarget.value }, `${at}.name`)}
                error={mistakeAt(`${at}.name`)}
              />
              <NumberInput
                label={t('policies.sequence.required')}
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
              label={t('policies.sequence.approvers')}
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
          {t('policies.sequence.add')}
        </Button>
      </div>
      <Switch
        label={t('policies.sequence.distinct')}
        description={t('policies.sequence.distinctHelp')}
        checked={values.distinctApprovers}
        onChange={(event) => set({ distinctApprovers: event.currentTarget.checked }, 'distinctApprovers')}
      />
      <Switch
        label={t('policies.sequence.breakGlass')}
        description={t('policies.sequence.breakGlassHelp')}
        checked={values.breakGlass}
        onChange={(event) => set({ breakGlass: event.currentTarget.checked }, 'bypass')}
      />
      {values.breakGlass ? (
        <ApproverSelect
          label={t('policies.sequence.bypassers')}
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
