import { describe, expect, it } from 'vitest';
import { pagePath } from '../../src-main/window/addresses.ts';
import { contentSecurityPolicy } from '../../src-main/window/csp.ts';
import { isOwn } from '../../src-main/window/origin.ts';

describe('an address', () => {
  it.each(['app://countersign/', 'app://countersign/requests/42?tab=steps#top', 'app://countersign'])(
    'is our own: %s',
    (url) => {
      expect(isOwn(url)).toBe(true);
    },
  );

  it.each([
    'https://example.com/',
    'https://countersign/',
    'http://localhost:3001/',
    'app://countersign.example.com/',
    'app://xcountersign/',
    'app://example.com/?next=app://countersign/',
    'app://example.com/app://countersign/',
    'app://countersign@example.com/',
    'app://user:secret@countersign/',
    'app://countersign:8080/',
    'app:countersign',
    'apps://countersign/',
    'file:///etc/passwd',
    'data:text/html,app://countersign/',
    'javascript:alert(1)',
    'blob:app://countersign/1',
    'about:blank',
    'not an address',
    '',
  ])('is not our own: %s', (url) => {
    expect(isOwn(url)).toBe(false);
  });
});

describe('a page path', () => {
  it.each([
    ['app://countersign/', '/index.html'],
    ['app://countersign/requests/42?status=open', '/index.html'],
    ['app://countersign/assets/index-1.js', '/assets/index-1.js'],
  ])('of %s is %s', (url, path) => {
    expect(pagePath(url)).toBe(path);
  });

  it.each([
    'app://countersign/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://countersign/assets/..%2f..%2fpackage.json',
    'app://countersign/..%5c..%5cpackage.json',
    'app://countersign/index.html%00.js',
    'app://countersign/%E0%A4%A',
  ])('does not exist for %s', (url) => {
    expect(pagePath(url)).toBeNull();
  });
});

describe('the Content-Security-Policy', () => {
  it('is the one in the rules', () => {
    expect(contentSecurityPolicy('abc', null)).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('allows the development server only where there is one', () => {
    expect(contentSecurityPolicy('abc', 'http://127.0.0.1:5178')).toContain("connect-src 'self' ws://127.0.0.1:5178");
  });
});
