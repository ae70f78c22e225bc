import { expect, test } from 'playwright/test';
import { areas } from '#contract/names.ts';
import { oneDesk } from './support/window.ts';

const START = 'app://countersign/';
const desk = oneDesk();

/** Whether an address is the application's one page. The place in it follows the #. */
const isHome = (url: unknown): boolean => typeof url === 'string' && url.split('#')[0] === START;

test.beforeEach(async () => {
  const { page } = desk();
  if (!isHome(page.url())) await page.goto(START);
});

test.describe('the page', () => {
  test('is loaded from the application’s own origin, which is a secure one', async () => {
    const { page } = desk();
    expect(isHome(page.url())).toBe(true);
    expect(await page.evaluate(() => ({ origin, secure: isSecureContext }))).toEqual({
      origin: 'app://countersign',
      secure: true,
    });
  });

  test('has no Node in it', async () => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron'];
    const found = await desk().page.evaluate((all) => all.filter((name) => name in globalThis), names);
    expect(found).toEqual([]);
  });

  test('runs in a sandbox, isolated from its preload script', async () => {
    const preferences = await desk().app.evaluate(({ BrowserWindow, webContents }) => {
      const [window] = BrowserWindow.getAllWindows();
      const contents = webContents.getAllWebContents().find((one) => one.id === window?.webContents.id);
      // An undeclared method, and the only one that returns the effective values.
      const read: unknown = contents && Reflect.get(contents, 'getLastWebPreferences');
      const values: unknown = typeof read === 'function' ? read.call(contents) : {};
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = Object(values);
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('meets the verbs of the contract on window.desk, and nothing else', async () => {
    const shape = await desk().page.evaluate(() =>
      Object.fromEntries(
        Object.entries(window.desk).map(([area, verbs]) => [
          area,
          typeof verbs === 'function' ? [] : Object.keys(verbs),
        ]),
      ),
    );
    expect(shape).toEqual({ ...areas, onChanged: [] });
  });

  test('meets the same verbs answered as text, and nothing else', async () => {
    const { shape, same } = await desk().page.evaluate(async () => ({
      shape: Object.fromEntries(
        Object.entries(window.deskText).map(([area, verbs]) => [area, Object.keys(verbs)] as const),
      ),
      same:
        JSON.stringify(await window.desk.session.get({})) ===
        JSON.stringify(JSON.parse((await window.deskText.session?.get?.({})) ?? '')),
    }));
    expect(shape).toEqual(areas);
    expect(same).toBe(true);
  });

  test('cannot replace the bridge', async () => {
    const kept = await desk().page.evaluate(() => {
      const [before, textBefore] = [window.desk, window.deskText];
      for (const name of ['desk', 'deskText'])
        try {
          Object.defineProperty(window, name, { value: 'replaced' });
        } catch {
          // Refused, as it should be.
        }
      return window.desk === before && window.deskText === textBefore;
    });
    expect(kept).toBe(true);
  });
});

test.describe('the Content-Security-Policy', () => {
  test('comes in a header, as the rules say, with a nonce that the page knows', async () => {
    const { page } = desk();
    const nonces: string[] = [];
    for (const _load of [1, 2]) {
      const response = await page.reload();
      const policy = response?.headers()['content-security-policy'] ?? '';
      const nonce = await page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content);
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
      expect(policy).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
          "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      nonces.push(nonce ?? '');
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  const blocked: readonly (readonly [what: string, directive: string, html: string])[] = [
    ['an inline script', 'script-src-elem', '<script>window.ran = true</script>'],
    ['an inline handler', 'script-src-attr', '<button onclick="window.ran = true"></button>'],
    ['a script from elsewhere', 'script-src-elem', '<script src="https://example.com/x.js"></script>'],
    ['an inline style', 'style-src-elem', '<style>body { color: red }</style>'],
    ['an image from elsewhere', 'img-src', '<img src="https://example.com/x.png">'],
    ['a frame', 'frame-src', '<iframe src="https://example.com/"></iframe>'],
    [
      'a frame with a document of its own',
      'script-src-elem',
      '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
    ],
    ['another base address', 'base-uri', '<base href="https://example.com/">'],
    ['a plug-in', 'object-src', '<object data="https://example.com/x.swf"></object>'],
  ];
  for (const [what, directive, html] of blocked) {
    test(`blocks ${what}`, async () => {
      const violated = await desk().page.evaluate(async (markup) => {
        const seen = new Promise<string>((resolve) => {
          addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
        });
        const place = document.createElement('div');
        // The browser runs scripts of a fragment, but never those set as innerHTML.
        place.append(document.createRange().createContextualFragment(markup));
        document.body.append(place);
        place.querySelector('button')?.click();
        const inFrame = place.querySelector('iframe[srcdoc]');
        if (inFrame instanceof HTMLIFrameElement) {
          await new Promise((resolve) => inFrame.addEventListener('load', resolve, { once: true }));
          place.remove();
          return 'ran' in window ? 'nothing' : 'script-src-elem';
        }
        const directive = await seen;
        place.remove();
        return 'ran' in window ? 'nothing' : directive;
      }, html);
      expect(violated).toBe(directive);
    });
  }

  test('blocks a request to elsewhere', async () => {
    const outcome = await desk().page.evaluate(async () => {
      const seen = new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
      });
      const answered = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      );
      return [answered, await seen];
    });
    expect(outcome).toEqual(['refused', 'connect-src']);
  });

  test('blocks code made from text', async () => {
    // In a task of its own: code that Playwright evaluates directly is exempt.
    const run = () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            new Function('return 1')();
            resolve('ran');
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'thrown');
          }
        });
      });
    const outcome = await desk().page.evaluate(run);
    expect(outcome).toBe('EvalError');
  });
});

test.describe('a file outside the window’s own', () => {
  for (const path of [
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/missing.js',
    '/index.html%00.js',
  ]) {
    test(`is not served: ${path}`, async () => {
      const status = await desk().page.evaluate(async (address) => (await fetch(address)).status, path);
      expect(status).toBe(404);
    });
  }

  test('cannot be written either', async () => {
    const status = await desk().page.evaluate(async () => (await fetch('/', { method: 'POST', body: 'x' })).status);
    expect(status).toBe(405);
  });
});

test.describe('the window stays on its own pages', () => {
  test.beforeAll(async () => {
    // Every page that the window requests, and every page that it then shows.
    await desk().app.evaluate(({ BrowserWindow, session }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, 'asked', asked);
      session.defaultSession.webRequest.onBeforeRequest((details, decide) => {
        if (details.resourceType === 'mainFrame' || details.resourceType === 'subFrame') asked.push(details.url);
        decide({});
      });
      BrowserWindow.getAllWindows()[0]?.webContents.on('did-navigate', (_event, url) => asked.push(url));
    });
  });

  /** The pages requested and shown since the test began. */
  const asked = (): Promise<readonly unknown[]> =>
    desk().app.evaluate(() => {
      const all: unknown = Reflect.get(globalThis, 'asked');
      return Array.isArray(all) ? all : [];
    });

  async function expectToHaveStayed(): Promise<void> {
    const { app, page } = desk();
    await page.evaluate(() => Reflect.set(window, 'stale', true));
    // A reload comes after any earlier navigation, and shows that pages are recorded at all.
    await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      await new Promise((resolve) => {
        contents?.once('did-finish-load', () => resolve(null));
        contents?.reload();
      });
    });
    const seen = await asked();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((url) => !isHome(url))).toEqual([]);
    await expectFreshPage();
  }

  /** Waits until a page without the mark `stale` is shown. */
  async function expectFreshPage(): Promise<void> {
    const { page } = desk();
    const isFresh = (start: string) => !('stale' in window) && location.href.startsWith(start);
    await expect.poll(() => page.evaluate(isFresh, START).catch(() => false)).toBe(true);
    expect(isHome(page.url())).toBe(true);
  }

  test.beforeEach(async () => {
    await desk().app.evaluate(() => Reflect.get(globalThis, 'asked').splice(0));
  });

  const elsewhere = [
    'https://example.com/',
    'https://countersign/',
    'http://localhost:3001/',
    'app://countersign.example.com/',
    'app://example.com/?next=app://countersign/',
    'app://countersign@example.com/',
    'file:///etc/passwd',
    'data:text/html,app://countersign/',
    'javascript:document.title="ran"',
    'chrome://gpu/',
  ];
  for (const url of elsewhere) {
    test(`when a script goes to ${url}`, async () => {
      const { page } = desk();
      await page.evaluate((to) => location.assign(to), url).catch(() => undefined);
      await expectToHaveStayed();
      expect(await page.title()).toBe('Countersign');
    });
  }

  test('when a script makes a page of its own', async () => {
    await desk().page.evaluate(() => {
      location.href = URL.createObjectURL(new Blob(['<h1>Elsewhere</h1>'], { type: 'text/html' }));
    });
    await expectToHaveStayed();
  });

  test('and comes back when a script empties it', async () => {
    const { page } = desk();
    await page.evaluate(() => {
      Reflect.set(window, 'stale', true);
      location.assign('about:blank');
    });
    await expect.poll(asked).toEqual(['about:blank', START, START]);
    await expectFreshPage();
  });

  test('when a link is clicked', async () => {
    const { page } = desk();
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/?next=app://countersign/';
      document.body.append(link);
      link.click();
    });
    await expectToHaveStayed();
  });

  test('when a form is sent', async () => {
    const { page } = desk();
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      form.method = 'post';
      document.body.append(form);
      form.submit();
    });
    await expectToHaveStayed();
  });

  test('when a page opens another window', async () => {
    const { app, page } = desk();
    const opened = await page.evaluate(() => [
      window.open('https://example.com/'),
      window.open('app://countersign/'),
      window.open('about:blank', '_blank', 'nodeIntegration=1'),
    ]);
    expect(opened).toEqual([null, null, null]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await expectToHaveStayed();
  });
});

test('the window gets no permission for devices, notifications or the clipboard', async () => {
  const { page } = desk();
  const answers = await page.evaluate(async () => {
    const refused = (asked: Promise<unknown>) =>
      asked.then(
        (answer) => String(answer),
        () => 'denied',
      );
    return Promise.all([
      refused(Notification.requestPermission()),
      refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      refused(navigator.mediaDevices.getDisplayMedia()),
      refused(navigator.clipboard.readText()),
      refused(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
    ]);
  });
  expect(answers).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
});

test.describe('the bridge', () => {
  test('answers a verb of the contract', async () => {
    const answer = await desk().page.evaluate(() => window.desk.session.get({}));
    expect(answer).toMatchObject({ ok: true, result: { workspace: { kind: 'training' } } });
  });

  const junk: readonly (readonly [what: string, input: unknown])[] = [
    ['a text instead of an object', 'junk'],
    ['a number', 42],
    ['a list', []],
    ['an unknown field', { surprise: true }],
    ['a field that only looks like none', { constructor: 1 }],
    ['ten megabytes of text', { text: 'x'.repeat(10_000_000) }],
  ];
  for (const [what, input] of junk) {
    test(`refuses ${what} with INVALID_INPUT`, async () => {
      const answer = await desk().page.evaluate(
        (value) => Promise.resolve(Reflect.apply(window.desk.session.get, null, [value])),
        input,
      );
      expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', fields: expect.anything() } });
    });
  }

  test('refuses a value that cannot be cloned with INVALID_INPUT', async () => {
    const answer = await desk().page.evaluate(() =>
      Promise.resolve(Reflect.apply(window.desk.session.get, null, [{ run: Symbol('x') }])).catch(() => 'thrown'),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  });

  test('refuses a call without a signed-in person', async () => {
    const answer = await desk().page.evaluate(() => window.desk.people.list({}));
    expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } });
  });
});

test('the window’s own pages keep to the policy', async () => {
  const { page } = desk();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(complaints).toEqual([]);
});
