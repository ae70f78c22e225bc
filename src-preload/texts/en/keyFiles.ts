/** Why the file of a key cannot be used (src-main/identity), and advice about a passphrase. */
export const keyFiles = {
  unusable:
    'The key file {{file}} cannot be used. {{why}} Put the right file back from a backup, or have an admin reset the key.',
  notJson: 'It is not JSON.',
  system: 'The system says {{code}}.',
  otherSealed: 'The key that it seals is not the key that it names.',
  notSealed: 'It is not a sealed key.',
  wrongField: '{{field}}: {{problem}}',
  otherKey: 'It holds another key, {{key}}.',
  bytes_one: 'This must be {{count}} byte in base64.',
  bytes_other: 'This must be {{count}} bytes in base64.',
  bytesBetween: 'This must be {{least}} to {{most}} bytes in base64.',
  tooMuchMemory: 'It asks for more than 1 GiB of memory.',
  tooManyPasses: 'It asks for more than {{most}} passes.',
  tooManyLanes: 'It asks for more than {{most}} lanes.',
  /** The desk’s own key. */
  desk: {
    another:
      'The file {{file}} holds the key {{found}}, which this desk never enrolled or has replaced; it may belong to another desk. The desk’s own key is {{own}}. Put the right file back from a backup of this desk, or have an admin make a new key for the desk (Settings, Keys, or desk enrol-desk-key).',
    missing:
      'The file with the desk’s own key, {{file}}, is missing. Put the file back from a backup of this desk, or have an admin make a new key for the desk (Settings, Keys, or desk enrol-desk-key).',
    damaged:
      'The file with the desk’s own key, {{file}}, cannot be used. {{why}} Put the right file back from a backup of this desk, or have an admin make a new key for the desk (Settings, Keys, or desk enrol-desk-key).',
    inKeyStore:
      'The desk’s own key is in the key store of the system, which only the application itself can open. Open the desk in the application, by the user who founded it here.',
    cannotOpen:
      'The desk’s own key cannot be opened by this user on this machine. Open the desk in the application, by the user who founded it here.',
    otherInFile:
      'The desk’s own key in {{file}} is not the key that {{file}} names. Put the right file back from a backup of this desk, or have an admin make a new key for the desk (Settings, Keys, or desk enrol-desk-key).',
    otherInKeyStore:
      'The desk’s own key in the key store of the system is not the key that {{file}} names. Put the right file back from a backup of this desk, or have an admin make a new key for the desk (Settings, Keys, or desk enrol-desk-key).',
    shortId: '{{id}}…',
    notAKey: 'It is not the key file of a desk.',
  },
  passphrase: {
    characters: 'Use at least {{least}} characters.',
    aboutYou: 'It holds your name, or other words about you.',
  },
} as const;
