import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { t } from '#texts/texts.ts';
import { useFirstStepsShown } from '../app/firstSteps.ts';
import { firstStepsQuery } from '../app/queries/workspace.ts';
import classes from './Nav.module.css';

/** Leads an admin of a real desk to its first steps, until they are put away. */
export function FirstStepsLink() {
  const { data } = useQuery({ ...firstStepsQuery(), enabled: useFirstStepsShown() });
  if (data === undefined || data.away) return null;
  const done = data.steps.filter((step) => step.done).length;
  return (
    <Link to="/first-steps" className={classes.place} title={t('firstSteps.title')}>
      <IconListCheck size={18} stroke={1.75} aria-hidden />
      <span className={classes.word}>{t('firstSteps.title')}</span>
      <span className={classes.progress}>{t('firstSteps.count', { done, all: data.steps.length })}</span>
    </Link>
  );
}
