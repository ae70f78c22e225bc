import { ActionIcon, Button, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { PatternHint } from '#contract/policyImpact.ts';
import { t } from '#texts/texts.ts';
import { DurationField } from '../../ui/DurationField.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { type ConditionValues, emptyCondition } from './form.ts';
import { PatternHints } from './PatternHints.tsx';
import type { PolicyForm } from './usePolicyForm.ts';
import classes from './wizard.module.css';

interface ConfigurationProps {
  readonly form: PolicyForm;
  /** Hints about patterns that are written as in another dialect. */
  readonly hints: readonly PatternHint[];
}

const MOST_CONDITIONS = 20;

/** The first step: name, conditions, access duration, and required fields of a request. */
export function Configuration({ form, hints }: ConfigurationProps) {
  const { values, set, leave, mistakeAt } = form;
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('policies.configuration.name')}
        description={t('policies.configuration.nameHelp')}
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
        label={t('policies.configuration.description')}
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
          label={t('policies.configuration.longest')}
          seconds={values.maxSeconds}
          onSeconds={(maxSeconds) => set({ maxSeconds }, 'duration.maxSeconds')}
          onBlur={() => leave('duration.maxSeconds')}
          error={mistakeAt('duration.maxSeconds')}
          required
        />
        <DurationField
          label={t('policies.configuration.shortest')}
          seconds={values.minSeconds}
          onSeconds={(minSeconds) => set({ minSeconds }, 'duration.minSeconds')}
          onBlur={() => leave('duration.minSeconds')}
          error={
            mistakeAt('duration.minSeconds') ??
            (mistakeAt('duration.maxSeconds') === undefined ? form.mistakes['duration.minSeconds'] : undefined)
          }
        />
        <DurationField
          label={t('policies.configuration.pending')}
          seconds={values.pendingTtlSeconds}
          onSeconds={(pendingTtlSeconds) => set({ pendingTtlSeconds }, 'pendingTtlSeconds')}
          onBlur={() => leave('pendingTtlSeconds')}
          error={mistakeAt('pendingTtlSeconds')}
        />
      </div>
      <fieldset className={classes.group}>
        <legend>{t('policies.configuration.requires')}</legend>
        <Switch
          label={t('policies.configuration.justification')}
          checked={values.requireJustification}
          onChange={(event) => set({ requireJustification: event.currentTarget.checked }, 'requireJustification')}
        />
        <Switch
          label={t('policies.configuration.ticket')}
          checked={values.requireTicket}
          onChange={(event) => set({ requireTicket: event.currentTarget.checked }, 'requireTicket')}
        />
      </fieldset>
      <NumberInput
        label={t('policies.configuration.precedence')}
        description={t('policies.configuration.precedenceHelp')}
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
  // A new condition takes the focus.
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
      <legend>{t('policies.configuration.conditions')}</legend>
      <p className="dim">
        <Sentence
          text="policies.configuration.patterns"
          parts={{
            any: <code className="mono" />,
            one: <code className="mono" />,
            either: <EitherPattern />,
          }}
        />
      </p>
      {conditions.map((condition, index) => {
        const at = `conditions.${index}`;
        return (
          <div key={condition.key}>
            <div className={classes.condition}>
              <TextInput
                ref={keep(`${condition.key} resource`)}
                label={t('policies.configuration.resource')}
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
                label={t('policies.configuration.account')}
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
                aria-label={t('policies.configuration.removeCondition', { position: index + 1 })}
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
                // The focused button disappears with the hint.
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
          {t('policies.configuration.addCondition')}
        </Button>
      </div>
    </fieldset>
  );
}

const EitherPattern = () => <code className="mono">{'{a,b}'}</code>;
