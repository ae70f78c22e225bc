interface HintsProps {
  readonly id: string;
  readonly names: readonly string[];
}

/** What an input proposes; anything else can be typed as well. */
export function Hints({ id, names }: HintsProps) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
