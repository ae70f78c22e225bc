import { ActionIcon, Menu } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconKey, IconLock, IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { useLeave } from '../app/session.ts';
import { ChangePassphrase } from '../signin/ChangePassphrase.tsx';
import { CutName } from '../ui/CutName.tsx';
import { onMac } from '../ui/keys.ts';
import { shownName } from '../ui/names.ts';
import classes from './PersonaSwitcher.module.css';

interface PersonMenuProps {
  readonly me: Person;
}

const lockKey = onMac ? '⌘L' : 'Ctrl+L';

const locks = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'l' && (onMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;

/** Who is signed in at a real desk, and the ways to leave it. */
export function PersonMenu({ me }: PersonMenuProps) {
  const [changing, setChanging] = useState(false);
  const lock = useLeave('lock');
  const signOut = useLeave('signOut');
  // It works in fields and dialogs too, so that a person who walks away can lock from anywhere.
  useWindowEvent(
    'keydown',
    (event) => {
      if (!locks(event)) return;
      event.preventDefault();
      lock.mutate();
    },
    { capture: true },
  );
  return (
    <div className={classes.place}>
      <Menu
        classNames={{ item: classes.item ?? '', itemSection: classes.section ?? '' }}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        position="top-start"
        width={240}
        returnFocus
        transitionProps={{ duration: 120 }}
      >
        <Menu.Target>
          <button
            type="button"
            className={classes.me}
            aria-label={t('shell.person.menu', { name: shownName(me), role: t(`common.role.${me.role}`) })}
            title={t('shell.person.hint', { name: me.name, username: me.username, role: t(`common.role.${me.role}`) })}
          >
            <IconUserCircle size={20} stroke={1.5} aria-hidden className={classes.face} />
            <span className={classes.who}>
              <span className={classes.name}>
                <CutName person={me} />
              </span>
              <span className={classes.role}>{t(`common.role.${me.role}`)}</span>
            </span>
            <IconSelector size={16} stroke={1.5} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLock size={16} stroke={1.75} aria-hidden />}
            rightSection={<span className="meta">{lockKey}</span>}
            onClick={() => lock.mutate()}
          >
            {t('shell.person.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />} onClick={() => signOut.mutate()}>
            {t('shell.person.signOut')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={16} stroke={1.75} aria-hidden />} onClick={() => setChanging(true)}>
            {t('shell.person.changePassphrase')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="default"
        className={classes.lock}
        aria-label={t('shell.person.lock')}
        aria-keyshortcuts={onMac ? 'Meta+L' : 'Control+L'}
        title={t('shell.person.lockHint', { keys: lockKey })}
        onClick={() => lock.mutate()}
      >
        <IconLock size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
      {changing ? <ChangePassphrase me={me} onClose={() => setChanging(false)} /> : null}
    </div>
  );
}
