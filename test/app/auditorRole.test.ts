import { expect, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { shoot } from './support/looks.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

test('before a person becomes an auditor, the dialog lists the access that this ends', async () => {
  const { page } = desk();
  await become(page, 'Ruth Abelson');
  await goTo(page, 'People');
  await page.getByRole('button', { name: 'Edit Yuki Tanabe' }).click();
  const dialog = page.getByRole('dialog');
  const ends = dialog.getByRole('region', { name: 'Consequences of the role' });
  await expect(ends).toHaveCount(0);
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: /^auditor/ }).click();
  await expect(ends).toContainText('an auditor has no access');
  await expect(ends).toContainText('Revoked:');
  await shoot(page, 'auditor-role');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'auditor-role-dark');
});
