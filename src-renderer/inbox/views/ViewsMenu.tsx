import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconCopy, IconDeviceFloppy, IconSettings } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { SavedView } from '#contract/views.ts';
import { t } from '#texts/texts.ts';
import { startingViews } from '../../app/startingViews.ts';

interface ViewsMenuProps {
  readonly to: '/inbox' | '/mine';
  readonly saved: readonly SavedView[];
  /** The name of the view that is shown; undefined if the filter is none of them. */
  readonly current: string | undefined;
  readonly onSave: () => void;
  readonly onManage: () => void;
  readonly onCopy: () => void;
}

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** The menu of views: the viewer's own, the suggested ones, and actions on the one that is shown. */
export function ViewsMenu({ to, saved, current, onSave, onManage, onCopy }: ViewsMenuProps) {
  const navigate = useNavigate();
  const here = to === '/mine' ? 'mine' : 'inbox';
  const starting = startingViews().filter(({ place }) => place === here);
  const item = ({ id, name, filter }: { readonly id: string; readonly name: string; readonly filter: string }) => (
    <Menu.Item key={id} onClick={() => void navigate({ to, search: { filter } })}>
      {name}
    </Menu.Item>
  );
  return (
    <Menu
      position="bottom-end"
      width={280}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 120 }}
      returnFocus
    >
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconBookmark {...icon} />}
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
        >
          {current ?? t('inbox.views.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {saved.length === 0 ? null : <Menu.Label>{t('inbox.views.yours')}</Menu.Label>}
        {saved.map(item)}
        <Menu.Label>{t('inbox.views.starting')}</Menu.Label>
        {starting.map(item)}
        <Menu.Divider />
        <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={onSave}>
          {t('inbox.views.save')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy {...icon} />} onClick={onCopy}>
          {t('inbox.views.copy')}
        </Menu.Item>
        {saved.length === 0 ? null : (
          <Menu.Item leftSection={<IconSettings {...icon} />} onClick={onManage}>
            {t('inbox.views.manage')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
