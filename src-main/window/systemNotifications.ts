import { type BrowserWindow, Notification } from 'electron';
import type { NotificationText } from './notifications.ts';
import { START } from './origin.ts';

// One that is not held on to is collected as garbage, and its click is never heard.
const shown = new Set<Notification>();

/** Has the system show a notification, where it can. */
export function showNotification(text: NotificationText, clicked: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(text);
  const forget = () => shown.delete(notification);
  notification.on('click', () => {
    forget();
    clicked();
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  shown.add(notification);
  notification.show();
}

/** Brings a window to the front, at a notice by its number or at all of them. */
export function showAtNotice(window: BrowserWindow, number: number | null): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  // Only what follows the # changes, so the page stays as it is and goes there.
  const address = `${START}#/notices${number === null ? '' : `?open=${number}`}`;
  window.loadURL(address).catch(() => undefined);
}
