/** Warnings about names that look like others in another script. */
export const alike = {
  username: {
    plain:
      'The username “{{text}}” looks like “{{other}}” of {{name}} ({{username}}), and is written in another script.',
    newHas:
      'The username “{{text}}” looks like “{{other}}” of {{name}} ({{username}}), and is written in another script. The new one has {{characters}}.',
    otherHas:
      'The username “{{text}}” looks like “{{other}}” of {{name}} ({{username}}), and is written in another script. The other one has {{characters}}.',
  },
  name: {
    plain: 'The name “{{text}}” looks like “{{other}}” of {{name}} ({{username}}), and is written in another script.',
    newHas:
      'The name “{{text}}” looks like “{{other}}” of {{name}} ({{username}}), and is written in another script. The new one has {{characters}}.',
    otherHas:
      'The name “{{text}}” looks like “{{other}}” of {{name}} ({{username}}), and is written in another script. The other one has {{characters}}.',
  },
  character: '“{{character}}” ({{codePoint}}, {{script}})',
  /** Scripts, by their names in Unicode. */
  script: {
    Latin: 'Latin',
    Cyrillic: 'Cyrillic',
    Greek: 'Greek',
    Armenian: 'Armenian',
    Georgian: 'Georgian',
    Hebrew: 'Hebrew',
    Arabic: 'Arabic',
    Thaana: 'Thaana',
    Ethiopic: 'Ethiopic',
    Devanagari: 'Devanagari',
    Bengali: 'Bengali',
    Gurmukhi: 'Gurmukhi',
    Gujarati: 'Gujarati',
    Oriya: 'Oriya',
    Tamil: 'Tamil',
    Telugu: 'Telugu',
    Kannada: 'Kannada',
    Malayalam: 'Malayalam',
    Sinhala: 'Sinhala',
    Thai: 'Thai',
    Lao: 'Lao',
    Tibetan: 'Tibetan',
    Myanmar: 'Myanmar',
    Khmer: 'Khmer',
    Han: 'Han',
    Hiragana: 'Hiragana',
    Katakana: 'Katakana',
    Bopomofo: 'Bopomofo',
    Hangul: 'Hangul',
    Cherokee: 'Cherokee',
    Coptic: 'Coptic',
    Lisu: 'Lisu',
    Canadian_Aboriginal: 'Canadian Aboriginal',
    Deseret: 'Deseret',
    Osage: 'Osage',
    Nko: 'Nko',
    Vai: 'Vai',
    Tifinagh: 'Tifinagh',
    Yi: 'Yi',
    /** Letters that are special forms of others: the mathematical 𝐁, the fullwidth Ｂ. */
    special: 'special forms',
    other: 'another script',
  },
} as const;
