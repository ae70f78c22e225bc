import { app, type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { t } from '#texts/texts.ts';

export interface MenuActions {
  /** Opens another window on the same desk. */
  readonly newWindow: () => void;
  /** Has a window ask which other desk to open, or open training. */
  readonly openOther: (window: BaseWindow | undefined, what: 'desk' | 'training') => void;
  readonly lock: () => void;
}

/**
 * The application's menu: the desk's own commands, the platform's commands, and developer tools only while developing.
 */
export function setMenu(developing: boolean, { newWindow, openOther, lock }: MenuActions): void {
  const mac = process.platform === 'darwin';
  const tools: MenuItemConstructorOptions[] = developing
    ? [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
    : [];
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: t('windows.menu.file'),
      submenu: [
        { label: t('windows.menu.newWindow'), accelerator: 'CmdOrCtrl+Shift+N', click: newWindow },
        {
          label: t('windows.menu.openOther'),
          accelerator: 'CmdOrCtrl+O',
          click: (_item, window) => openOther(window, 'desk'),
        },
        { label: t('windows.menu.openTraining'), click: (_item, window) => openOther(window, 'training') },
        { type: 'separator' },
        { label: t('windows.menu.lock'), accelerator: 'CmdOrCtrl+L', click: lock },
        { type: 'separator' },
        { role: 'close' },
        ...(mac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: t('windows.menu.view'),
      submenu: [
        ...tools,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
  if (!mac)
    template.push({
      role: 'help',
      submenu: [{ label: t('windows.menu.about', { application: app.getName() }), click: () => app.showAboutPanel() }],
    });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
