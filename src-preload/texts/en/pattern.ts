/** Hints about patterns that look like those of another dialect (src-main/engine/pattern/dialects.ts). */
export const pattern = {
  dialect: {
    quotationMarks: {
      meansHere: 'The quotation marks are part of the name here.',
      probablyMeant: 'The pattern without the quotation marks.',
    },
    ldap: {
      meansHere: 'Brackets, = and & stand for themselves here.',
      probablyMeant: 'A filter of LDAP; write the part after = as the pattern.',
    },
    regularExpression: {
      meansHere: '^, $, + and the dot stand for themselves here, and * for any characters.',
      probablyMeant: 'A regular expression.',
    },
    exceptFirst: {
      meansHere: 'The ! stands for itself here, and only names that begin with one match.',
      probablyMeant: 'Everything except what follows the !. Patterns cannot say that here: write what should match.',
    },
    exceptGroup: {
      meansHere: 'The ! and the brackets stand for themselves here.',
      probablyMeant:
        'Everything except what is in the brackets. Patterns cannot say that here: write what should match.',
    },
    oneOf: {
      meansHere: 'The brackets and | stand for themselves here.',
      probablyMeant: 'One of the choices in the brackets.',
    },
    repeated: {
      meansHere: 'The brackets and | stand for themselves here.',
      probablyMeant: 'The content of the brackets, several times. Write * if anything may match.',
    },
    choice: {
      meansHere: 'The brackets and | stand for themselves here.',
      probablyMeant: 'One of the choices in the brackets.',
    },
    bar: {
      meansHere: 'The | stands for itself here.',
      probablyMeant: 'One of the choices between the |.',
    },
    rangeAndComma: {
      meansHere: 'Beside a comma, the dots stand for themselves here.',
      probablyMeant: 'Each number of the range, or one of the other choices.',
    },
    caret: {
      meansHere: 'The ^ is one of the characters of the class here.',
      probablyMeant: 'A character that is none of these.',
    },
    backslash: {
      meansHere: 'The backslash stands for itself here, and the character after it keeps its meaning.',
      probablyMeant: 'The next character itself, without a special meaning.',
    },
    doubleStar: {
      meansHere: '** means what one * means here: any characters, / too.',
      probablyMeant: 'Any number of folders.',
    },
    percent: {
      meansHere: 'The % stands for itself here.',
      probablyMeant: 'Any characters, as in SQL.',
    },
  },
} as const;
