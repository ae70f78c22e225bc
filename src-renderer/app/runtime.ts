/** The Electron that the application is made for. electron.vite.config.ts puts it here. */
declare const OFFICIAL_ELECTRON: string;

/** What runs this window. */
export interface Runtime {
  /** The version of the application; null if the browser does not name it. */
  readonly version: string | null;
  readonly electron: string | null;
  /** The Electron to use instead, if this is the fallback of the set-up: it gets no security updates. */
  readonly official: string | null;
}

/** Reads the versions from the names by which a browser introduces itself, such as `countersign/1.2.3 Chrome/… Electron/4.5.6`. */
export function runtimeOf(userAgent: string, official: string): Runtime {
  const versionOf = (name: RegExp): string | null => name.exec(userAgent)?.[1] ?? null;
  const electron = versionOf(/\bElectron\/([\w.-]+)/);
  return {
    version: versionOf(/\bcountersign\/([\w.-]+)/i),
    electron,
    official: electron === null || electron === official ? null : official,
  };
}

/** What runs this window. */
export const runtime = (): Runtime => runtimeOf(navigator.userAgent, OFFICIAL_ELECTRON);
