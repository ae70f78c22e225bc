import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Notice } from '#contract/notices.ts';
import { t } from '#texts/texts.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { Age } from '../ui/When.tsx';
import { addressOf, kindLooks } from './kinds.ts';
import classes from './NoticeRow.module.css';

interface NoticeRowProps {
  readonly notice: Notice;
  readonly onRead: () => void;
}

/** One notice: what happened, to what, and when; it leads to what it is about. */
export function NoticeRow({ notice, onRead }: NoticeRowProps) {
  const { kind, title, sentence, at, read } = notice;
  const { icon: Icon, colour } = kindLooks[kind];
  return (
    <div className={classes.row} data-read={read}>
      <Icon size={18} stroke={1.75} aria-hidden color={colour} className={classes.icon} />
      <Link {...addressOf(notice)} className={classes.words} activeProps={{}} onClick={onRead}>
        <span className={classes.title}>
          {read ? (
            title
          ) : (
            <Sentence
              text="notices.unreadTitle"
              values={{ title }}
              parts={{ hidden: <VisuallyHidden component="span" /> }}
            />
          )}
        </span>
        <span className={classes.sentence} title={sentence}>
          {sentence}
        </span>
      </Link>
      <span className={`meta tabular ${classes.when}`}>
        <Age at={at} />
      </span>
      {read ? (
        <span />
      ) : (
        <ActionIcon
          variant="subtle"
          color="var(--ink-dim)"
          aria-label={t('notices.markOne', { title, sentence })}
          title={t('notices.mark')}
          onClick={onRead}
        >
          <IconCheck size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
