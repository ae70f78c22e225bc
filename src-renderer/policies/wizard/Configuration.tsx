import { ActionIcon, Button, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { PatternHint } from '#contract/policyImpact.ts';
import { DurationField } from '../../ui/DurationField.tsx';
import { type ConditionValues, emptyCondition } from './form.ts';
import { PatternHints } from './PatternHints.tsx';
import type { PolicyForm } from './usePolicyForm.ts';
import classes from './wizard.module.css';

interface ConfigurationProps {
  readonly form: PolicyForm;
  /** What is written as in another dialect. */
  readonly hints: readonly PatternHint[];
}

const MOST_CONDITIONS = 20;

/** The first step: name, conditions, access duration, and what a request must bring. */
export function Configuration({ form, hints }: ConfigurationProps) {
  const { values, set, leave, mistakeAt } = form;
  return (
    <div className={classes.fields}>
      <TextInput
        label="Policy name"
        description="What people will see beside their requests"
        placeholder="production-db-approval"
        required
        classNames={{ input: 'mono' }}
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value }, 'name')}
        onBlur={() => leave('name')}
        error={mistakeAt('name')}
        data-autofocus
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={6}
        value={values.description}
        onChange={(event) => set({ description: event.currentTarget.value }, 'description')}
        error={mistakeAt('description')}
      />
      <Conditions form={form} hints={hints} />
      <div className={classes.row}>
        <DurationField
          label="Longest access"
          seconds={values.maxSeconds}
          onSeconds={(maxSeconds) => set({ maxSeconds }, 'duration.maxSeconds')}
          onBlur={() => leave('duration.maxSeconds')}
          error={mistakeAt('duration.maxSeconds')}
          required
        />
        <DurationField
          label="Shortest access"
          seconds={values.minSeconds}
          onSeconds={(minSeconds) => set({ minSeconds }, 'duration.minSeconds')}
          onBlur={() => leave('duration.minSeconds')}
          error={
            mistakeAt('duration.minSeconds') ??
            (mistakeAt('duration.maxSeconds') === undefined ? form.mistakes['duration.minSeconds'] : undefined)
          }
        />
        <DurationField
          label="A request may wait"
          seconds={values.pendingTtlSeconds}
          onSeconds={(pendingTtlSeconds) => set({ pendingTtlSeconds }, 'pendingTtlSeconds')}
          onBlur={() => leave('pendingTtlSeconds')}
          error={mistakeAt('pendingTtlSeconds')}
        />
      </div>
      <fieldset className={classes.group}>
        <legend>Whoever asks must give</legend>
        <Switch
          label="a justification"
          checked={values.requireJustification}
          onChange={(event) => set({ requireJustification: event.currentTarget.checked }, 'requireJustification')}
        />
        <Switch
          label="a ticket"
          checked={values.requireTicket}
          onChange={(event) => set({ requireTicket: event.currentTarget.checked }, 'requireTicket')}
        />
      </fieldset>
      <NumberInput
        label="Precedence"
        description="Where several policies match, the highest precedence wins; 0 is usual"
        classNames={{ wrapper: classes.narrow }}
        allowDecimal={false}
        value={values.precedence ?? ''}
        onChange={(value) => set({ precedence: typeof value === 'number' ? value : null }, 'precedence')}
        onBlur={() => leave('precedence')}
        error={mistakeAt('precedence')}
      />
    </div>
  );
}

function Conditions({ form, hints }: ConfigurationProps) {
  const { values, set, leave, mistakeAt } = form;
  const { conditions } = values;
  // Whoever adds a condition goes on in it.
  const [added, setAdded] = useState<string>();
  const fields = useRef(new Map<string, HTMLInputElement>());
  const keep = (key: string) => (field: HTMLInputElement | null) => {
    if (field === null) fields.current.delete(key);
    else fields.current.set(key, field);
  };
  const change = (key: string, patch: Partial<ConditionValues>, path: string) =>
    set({ conditions: conditions.map((one) => (one.key === key ? { ...one, ...patch } : one)) }, path);
  return (
    <fieldset className={classes.group}>
      <legend>Conditions</legend>
      <p className="dim">
        Patterns for the names of resources and accounts: <code className="mono">*</code> stands for anything,{' '}
        <code className="mono">?</code> for one character, <code className="mono">{'{a,b}'}</code> for either. With both
        given, both must match; one matching condition is enough.
      </p>
      {conditions.map((condition, index) => {
        const at = `conditions.${index}`;
        return (
          <div key={condition.key}>
            <div className={classes.condition}>
              <TextInput
                ref={keep(`${condition.key} resource`)}
                label="Resource name"
                placeholder="prod-db*"
                autoFocus={condition.key === added}
                classNames={{ input: 'mono' }}
                value={condition.resource}
                onChange={(event) => change(condition.key, { resource: event.currentTarget.value }, `${at}.resource`)}
                onBlur={() => {
                  leave(`${at}.resource`);
                }}
                error={mistakeAt(`${at}.resource`)}
              />
              <TextInput
                ref={keep(`${condition.key} account`)}
                label="Account name"
                placeholder="*-admin"
                classNames={{ input: 'mono' }}
                value={condition.account}
                onChange={(event) => change(condition.key, { account: event.currentTarget.value }, `${at}.account`)}
                onBlur={() => {
                  leave(`${at}.account`);
                  leave(at);
                }}
                error={mistakeAt(`${at}.account`)}
              />
              <ActionIcon
                variant="default"
                size={36}
                aria-label={`Remove condition ${index + 1}`}
                disabled={conditions.length === 1}
                onClick={() => set({ conditions: conditions.filter((one) => one.key !== condition.key) }, 'conditions')}
              >
                <IconTrash size={16} stroke={1.75} aria-hidden />
              </ActionIcon>
            </div>
            {mistakeAt(at) === undefined ? null : (
              <p className={classes.mistake} role="alert">
                {mistakeAt(at)}
              </p>
            )}
            <PatternHints
              hints={hints.filter(({ path }) => path.startsWith(`${at}.`))}
              onTranslate={(path, pattern) => {
                change(condition.key, path.endsWith('.resource') ? { resource: pattern } : { account: pattern }, path);
                // The button goes away with the hint, and the focus with it.
                fields.current.get(`${condition.key} ${path.slice(at.length + 1)}`)?.focus();
              }}
            />
          </div>
        );
      })}
      {mistakeAt('conditions') === undefined ? null : <p className={classes.mistake}>{mistakeAt('conditions')}</p>}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={conditions.length >= MOST_CONDITIONS}
          onClick={() => {
            const condition = emptyCondition();
            setAdded(condition.key);
            set({ conditions: [...conditions, condition] }, 'conditions');
          }}
        >
          Add a condition
        </Button>
      </div>
    </fieldset>
  );
}
