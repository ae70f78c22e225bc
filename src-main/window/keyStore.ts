import { safeStorage } from 'electron';

/** The operating system's key store. */
export interface SystemKeys {
  protect(text: string): Promise<Uint8Array>;
  /** Null if another user or machine protected it. */
  reveal(bytes: Uint8Array): Promise<string | null>;
}

/**
 * The operating system's key store. Null if there is no secure one: Linux without a keyring offers `basic_text`, which
 * anybody can read. Call it when Electron is ready.
 */
export function systemKeyStore(): SystemKeys | null {
  const hollow = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (hollow || !safeStorage.isEncryptionAvailable()) return null;
  // The system may ask the person first. Electron 33 has only synchronous calls, which block this process meanwhile.
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
