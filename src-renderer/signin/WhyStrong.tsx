/** Why a passphrase has to be hard to guess, in a sentence or two. */
export function WhyStrong() {
  return (
    <p className="meta">
      It seals the key with which you sign. Whoever copies the file with the sealed key can try passphrases for as long
      as they like, and nobody can look it up for you.
    </p>
  );
}
