import { expect, type Page, test } from 'playwright/test';
import { become, goTo } from './pages.ts';
import { oneDesk } from './support/window.ts';

const desk = oneDesk();

const imports = [
  {
    place: 'People',
    confirm: 'Import',
    good: 'username,name,email,role\nfay,Fay Fern,fay@example.test,member\n',
    pane: 'Preview',
    box: 'Or paste the rows',
  },
  {
    place: 'Accounts',
    confirm: 'Import',
    good: 'resource,account\nprod-new,root\n',
    pane: 'Preview',
    box: 'Or paste the rows',
  },
  {
    place: 'Policies',
    confirm: 'Apply',
    good: [
      'apiVersion: countersign/v1',
      'kind: PolicySet',
      'policies:',
      '  - name: brand-new',
      '    conditions: [{ resource: brand-new }]',
      '    duration: { maxSeconds: 60 }',
      '    steps: [{ required: 1, approvers: [{ group: managers }] }]',
      '',
    ].join('\n'),
    pane: 'Plan',
    box: 'Or paste the policies',
  },
] as const;

const choose = (page: Page, name: string, content: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: content });

for (const { place, confirm, good, pane, box } of imports)
  test(`${place}: a refused file replaces the file or text before it`, async () => {
    const { page } = desk();
    await become(page, 'Imani Okafor');
    await goTo(page, place);
    await page.getByRole('link', { name: 'Import…' }).click();
    const button = page.getByRole('button', { name: confirm, exact: true });
    await choose(page, 'good.txt', Buffer.from(good));
    await expect(button).toBeEnabled();
    await choose(page, 'bad.txt', Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    await expect(page.getByRole('alert')).toContainText('bad.txt is not UTF-8 text.');
    await expect(button).toBeDisabled();
    await expect(page.getByRole('region', { name: pane })).toContainText('Nothing to import yet.');
    await expect(page.getByText('good.txt')).toHaveCount(0);
    // The same with typed text before the refused file.
    await page.getByRole('textbox', { name: box }).fill(good);
    await expect(button).toBeEnabled();
    await expect(page.getByText('bad.txt')).toHaveCount(0);
    await choose(page, 'bad.txt', Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    await expect(button).toBeDisabled();
  });
