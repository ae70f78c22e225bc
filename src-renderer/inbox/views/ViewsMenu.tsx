import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconCopy, IconDeviceFloppy, IconSettings } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { SavedView } from '#contract/views.ts';
import { startingViews } from '../../app/startingViews.ts';

interface ViewsMenuProps {
  readonly to: '/inbox' | '/mine';
  readonly saved: readonly SavedView[];
  /** The view that is shown, if it is one. */
  readonly current: string | undefined;
  readonly onSave: () => void;
  readonly onManage: () => void;
  readonly onCopy: () => void;
}

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** The views of a list, those of one’s own first, and what can be done with the one that is shown. */
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
          {current ?? 'Views'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {saved.length === 0 ? null : <Menu.Label>Your views</Menu.Label>}
        {saved.map(item)}
        <Menu.Label>To begin with</Menu.Label>
        {starting.map(item)}
        <Menu.Divider />
        <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={onSave}>
          Save this view…
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy {...icon} />} onClick={onCopy}>
          Copy address
        </Menu.Item>
        {saved.length === 0 ? null : (
          <Menu.Item leftSection={<IconSettings {...icon} />} onClick={onManage}>
            Rename and remove…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
