import { defineConfig } from 'playwright/test';

// Virtual displays that build/test.mjs started. Without them windows share one display, and its focus.
const displays = (process.env.COUNTERSIGN_DISPLAYS ?? '').split(' ').filter(Boolean);

// Window tests: each file launches one real Electron (test/app/support).
export default defineConfig({
  testDir: 'test/app',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  workers: Math.max(displays.length, 1),
  retries: 0,
  forbidOnly: true,
  // Only for what hangs: beside other work a test can take several times as long.
  timeout: 240_000,
  expect: { timeout: 20_000 },
});
