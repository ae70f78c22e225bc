import { safeStorage } from 'electron';

/** The operating system's key store. */
export interface SystemKeys {
  protect(text: string): Promise<Uint8Array>;
  /** Null when it was protected by another user or machine. */
  reveal(bytes: Uint8Array): Promise<string | null>;
}

/**
 * The operating system's key store; null where there is none worth the name: Linux without a keyring offers `basic_text`, which anybody can
 * read. Call it when Electron is ready.
 */
export function systemKeyStore(): SystemKeys | null {
  const hollow = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (hollow || !safeStorage.isEncryptionAvailable()) return null;
  // The system may ask the person first. Electron 33 knows only calls that hold this process up meanwhile.
  const asking =
    typeof safeStorage.isAsyncEncryptionAvailable === 'function'
      ? safeStorage.isAsyncEncryptionAvailable()
      : Promise.resolve(false);
  return {
    protect: async (text) => ((await asking) ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)),
    async reveal(bytes) {
      const encrypted = Buffer.from(bytes);
      try {
        return (await asking)
          ? (await safeStorage.decryptStringAsync(encrypted)).result
          : safeStorage.decryptString(encrypted);
      } catch {
        return null;
      }
    },
  };
}
