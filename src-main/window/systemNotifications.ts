import { type BrowserWindow, Notification } from 'electron';
import type { NotificationText } from './notifications.ts';
import { START } from './origin.ts';

// Keeps references: a notification without one is garbage-collected, and its click is lost.
const shown = new Set<Notification>();

/** Shows a system notification, if the system supports it. */
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

/** Brings a window to the front, at the notice with a number, or at the list of all notices (null). */
export function showAtNotice(window: BrowserWindow, number: number | null): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  // Only the part after # changes, so the page does not reload but navigates there.
  const address = `${START}#/notices${number === null ? '' : `?open=${number}`}`;
  window.loadURL(address).catch(() => undefined);
}
