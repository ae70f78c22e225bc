import { Input, NumberInput, Select } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { t } from '#texts/texts.ts';
import classes from './DurationField.module.css';

const units = [
  { value: '1', name: 'seconds' },
  { value: '60', name: 'minutes' },
  { value: '3600', name: 'hours' },
  { value: '86400', name: 'days' },
] as const;

type Unit = (typeof units)[number]['value'];
const isUnit = (value: string | null): value is Unit => units.some((unit) => unit.value === value);

function unitFor(seconds: number | null): Unit {
  if (seconds === null || seconds === 0) return '3600';
  return units.findLast((unit) => seconds % Number(unit.value) === 0)?.value ?? '1';
}

interface DurationFieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly seconds: number | null;
  /** Null while the field holds no duration. */
  readonly onSeconds: (seconds: number | null) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly error?: ReactNode;
  readonly required?: boolean;
}

/** A duration as a number and a unit, kept as whole seconds. */
export function DurationField({
  label,
  description,
  seconds,
  onSeconds,
  onBlur,
  error,
  required = false,
}: DurationFieldProps) {
  const id = useId();
  const [unit, setUnit] = useState<Unit>(() => unitFor(seconds));
  // A value set from outside may not fit the unit that is shown.
  const fitting = seconds !== null && seconds % Number(unit) !== 0 ? unitFor(seconds) : unit;
  const [amount, setAmount] = useState<number | string>(seconds === null ? '' : seconds / Number(fitting));
  const shown = seconds === null ? amount : seconds / Number(fitting);

  const tell = (nextAmount: number | string, nextUnit: Unit) => {
    setAmount(nextAmount);
    setUnit(nextUnit);
    onSeconds(typeof nextAmount === 'number' ? Math.round(nextAmount * Number(nextUnit)) : null);
  };

  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} required={required}>
      <div className={classes.field}>
        <NumberInput
          id={id}
          value={shown}
          onChange={(value) => tell(value, fitting)}
          onBlur={onBlur}
          min={0}
          allowDecimal={false}
          clampBehavior="none"
          error={Boolean(error)}
        />
        <Select
          aria-label={t('ui.durationField.unitOf', { label })}
          data={units.map(({ value, name }) => ({ value, label: t(`ui.durationField.${name}`) }))}
          value={fitting}
          onChange={(value) => {
            if (isUnit(value)) tell(shown, value);
          }}
          allowDeselect={false}
          checkIconPosition="right"
        />
      </div>
    </Input.Wrapper>
  );
}
