import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Texts } from '#texts/catalogue.ts';
import { en } from '#texts/en/index.ts';

type Module = typeof import('#texts/texts.ts');
let texts: Module;
let values: typeof import('#texts/values.ts');

// Each test has the texts in English again.
beforeEach(async () => {
  vi.resetModules();
  texts = await import('#texts/texts.ts');
  values = await import('#texts/values.ts');
});
afterEach(() => vi.resetModules());

const pair = (key: string, text: string): [key: string, text: string] => [key, text];

function everyText(group: Texts, path = ''): [key: string, text: string][] {
  return Object.entries(group).flatMap(([name, text]) =>
    typeof text === 'string' ? [pair(`${path}${name}`, text)] : everyText(text, `${path}${name}.`),
  );
}
const all = everyText(en);

describe('the catalogue', () => {
  it('has both forms of each plural', () => {
    const forms = all.map(([key]) => key).filter((key) => /_(?:one|other)$/.test(key));
    const missing = forms.filter(
      (key) => !forms.includes(key.endsWith('_one') ? key.replace(/_one$/, '_other') : key.replace(/_other$/, '_one')),
    );
    expect(forms.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('uses the values and the formats that exist, and closes its tags', () => {
    const strange = all.filter(([, text]) => {
      const slots = text.match(/\{\{?.*?\}?\}/g) ?? [];
      const opened = [...text.matchAll(/<([a-z]+)>/gi)].map(([, tag]) => tag);
      const closed = [...text.matchAll(/<\/([a-z]+)>/gi)].map(([, tag]) => tag);
      return (
        slots.some((slot) => !/^\{\{\w+(?:, number)?\}\}$/.test(slot)) || opened.sort().join() !== closed.sort().join()
      );
    });
    expect(strange).toEqual([]);
  });

  it('refers to no other text, so that what people typed is never taken for a reference', () => {
    expect(all.filter(([, text]) => text.includes('$t('))).toEqual([]);
  });
});

describe('a text', () => {
  it('shows its values as they are, whatever they look like', () => {
    const name = '$t(common.cancel) {{username}} $& <b>x</b> &amp; "';
    expect(texts.t('common.sharedName', { name, username: 'eve' })).toBe(`${name} (eve)`);
  });

  it('chooses the plural form and groups digits', () => {
    expect(texts.t('common.duration.days', { count: 1 })).toBe('1 day');
    expect(texts.t('common.duration.days', { count: 0 })).toBe('0 days');
    expect(texts.t('common.duration.days', { count: 12345 })).toBe('12,345 days');
    texts.chooseNumbers('de-DE');
    expect(texts.t('common.duration.days', { count: 12345 })).toBe('12.345 days');
  });

  it('exists under every key of the catalogue', () => {
    const missing = all.filter(([key]) => !texts.i18n.exists(key.replace(/_(?:one|other)$/, ''), { count: 1 }));
    expect(missing).toEqual([]);
  });

  it('can contain elements, and takes no tag from a value', async () => {
    const { Sentence } = await import('../../src-renderer/ui/Sentence.tsx');
    texts.i18n.addResource('en', 'translation', 'common.sharedName', '<b>{{name}}</b> ({{username}})');
    const parts = { b: createElement('strong') };
    const shown = createElement(Sentence<'common.sharedName'>, {
      text: 'common.sharedName',
      parts,
      values: { name: 'Eve <b>&amp;</b> $t(common.cancel)', username: '{{name}}' },
    });
    expect(renderToStaticMarkup(shown)).toBe(
      '<strong>Eve &lt;b&gt;&amp;amp;&lt;/b&gt; $t(common.cancel)</strong> ({{name}})',
    );
  });
});

describe('the pseudo-locale', () => {
  it('leaves no plain letter in any text, and keeps all values and tags', () => {
    expect(texts.t('common.cancel')).toBe('Cancel');
    texts.choosePseudoTexts();
    expect(texts.t('common.cancel')).toBe('[Çàñçéļ]');
    expect(texts.t('common.sharedName', { name: 'Ada', username: 'ada' })).toBe('[Ada (ada)]');
    const pseudo = everyText(texts.i18n.getResourceBundle(texts.PSEUDO, 'translation'));
    expect(pseudo.map(([key]) => key)).toEqual(all.map(([key]) => key));
    const plain = pseudo.filter(([, text]) => /[a-z]/i.test(text.replace(/\{\{.*?\}\}|<\/?[a-z]+\/?>/gi, '')));
    expect(plain).toEqual([]);
    const slots = (list: readonly [string, string][]) =>
      list.map(([, text]) => text.match(/\{\{.*?\}\}|<\/?[a-z]+\/?>/gi));
    expect(slots(pseudo)).toEqual(slots(all));
  });

  it('chooses plural forms, and joins lists, without plain letters', () => {
    texts.choosePseudoTexts();
    expect(values.duration(2 * 86_400 + 3_600)).toBe('[2 ðàýš] [1 ĥ]');
    expect(values.listed(['Ada', 'Bob', 'Eve'])).toBe('Ada, Bob àñð Eve');
  });
});

describe('values of sentences', () => {
  it.each([
    [0, '0 s', '0 s', '0 s'],
    [59.6, '1 min', '1 min', '1 min'],
    [5_400, '1 h 30 min', '1 h 30 min', '1 h'],
    [86_400, '1 day', '1 day', '1 day'],
    [183_845, '2 days 3 h 4 min 5 s', '2 days 3 h', '2 days'],
    [-5, '0 s', '0 s', '0 s'],
  ])('write %d seconds in full and roughly', (seconds, full, rough, roughest) => {
    expect(values.duration(seconds)).toBe(full);
    expect(values.roughDuration(seconds)).toBe(rough);
    expect(values.roughestDuration(seconds)).toBe(roughest);
  });

  it('write lists and instants', () => {
    expect(values.listed([])).toBe('');
    expect(values.listed(['a'])).toBe('a');
    expect(values.listed(['a', 'b'], 'or')).toBe('a or b');
    expect(values.listed(['a', 'b', 'c'])).toBe('a, b and c');
    expect(values.utcInstant('2026-03-04T09:41:07.000Z')).toBe('2026-03-04 09:41 UTC');
  });
});
