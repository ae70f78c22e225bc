import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** The application's menu: the platform's own commands, and the tools of a developer only while developing. */
export function setMenu(developing: boolean): void {
  const mac = process.platform === 'darwin';
  const tools: MenuItemConstructorOptions[] = developing
    ? [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
    : [];
  const template: MenuItemConstructorOptions[] = [
    mac ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'close' }, { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
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
    template.push({ role: 'help', submenu: [{ label: `About ${app.getName()}`, click: () => app.showAboutPanel() }] });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
