import { safeStorage } from 'electron';

/**
 * The operating system's key store; null where there is none worth the name: Linux without a keyring offers `basic_text`, which anybody can
 * read. Call it when Electron is ready.
 */
export function systemKeyStore() {
  const hollow = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (hollow || !safeStorage.isEncryptionAvailable()) return null;
  return {
    protect: (text: string): Uint8Array => safeStorage.encryptString(text),
    reveal(bytes: Uint8Array): string | null {
      try {
        return safeStorage.decryptString(Buffer.from(bytes));
      } catch {
        return null;
      }
    },
  };
}
