import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '#texts/texts.ts';
import classes from './WizardFrame.module.css';

/** One step of a wizard as its list shows it. */
export interface FrameStep<Key extends string> {
  readonly key: Key;
  readonly title: string;
  /** What is missing in it, in a few words; null for nothing. */
  readonly todo: string | null;
  /** Whether everything that it asks for is there; said where a step can be done with. */
  readonly done?: boolean;
}

interface WizardFrameProps<Key extends string> {
  readonly title: string;
  readonly steps: readonly FrameStep<Key>[];
  readonly step: Key;
  readonly onStep: (step: Key) => void;
  readonly onSubmit: () => void;
  /** What the wizard comes to, beside the form; null where the form says it itself. */
  readonly aside: {
    readonly title: string;
    readonly content: ReactNode;
    /** What always stays in sight below it. */
    readonly foot?: ReactNode;
  } | null;
  /** The way out, at the left of the footer. */
  readonly leave: ReactNode;
  /** The ways on, at the right of the footer. */
  readonly onward: ReactNode;
  readonly children: ReactNode;
}

/** A wizard: the steps at the left, the form in the middle, and at the right what it comes to. */
export function WizardFrame<Key extends string>(props: WizardFrameProps<Key>) {
  const { title, steps, step, onStep, onSubmit, aside, leave, onward, children } = props;
  useDocumentTitle(t('common.windowTitle', { page: title }));
  return (
    <form
      className={classes.wizard}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <nav className={classes.steps} aria-label={t('ui.wizard.steps')}>
        <h1>{title}</h1>
        <ol>
          {steps.map((one, index) => (
            <li key={one.key}>
              <button
                type="button"
                aria-current={one.key === step ? 'step' : undefined}
                onClick={() => onStep(one.key)}
              >
                <span className={classes.number} aria-hidden>
                  {index + 1}
                </span>
                <span>
                  <span className={classes.stepTitle}>{one.title}</span>
                  {one.todo !== null ? (
                    <span className={classes.todo}>
                      <IconAlertTriangle size={12} stroke={2} aria-hidden /> {one.todo}
                    </span>
                  ) : one.done === true ? (
                    <span className={classes.done}>
                      <IconCircleCheck size={12} stroke={2} aria-hidden /> {t('ui.wizard.complete')}
                    </span>
                  ) : null}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section className={classes.middle} aria-label={steps.find((one) => one.key === step)?.title}>
        <div className={classes.scroll}>{children}</div>
        <footer className={classes.footer}>
          {leave}
          <span className={classes.onward}>{onward}</span>
        </footer>
      </section>
      {aside === null ? null : (
        <aside className={classes.effect} aria-label={aside.title}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, and nothing inside may take the focus */}
          <div className={classes.effectBody} tabIndex={0}>
            <h2>{aside.title}</h2>
            {aside.content}
          </div>
          {aside.foot === undefined ? null : <div className={classes.effectFoot}>{aside.foot}</div>}
        </aside>
      )}
    </form>
  );
}
