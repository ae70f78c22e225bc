import classes from '../../ui/import/import.module.css';

const columns = [
  ['resource', 'the machine, database or service'],
  ['account', 'the account on it; both together tell which one it is'],
  ['kind', 'may be left out: what it is, like postgres or windows'],
  ['owner', 'may be left out: who answers for it'],
] as const;

/** What a file can say of an account. */
export function Columns() {
  return (
    <section aria-label="Columns" className={classes.columns}>
      <p className="dim">
        In CSV the first row names these columns, in any order; JSON is a list of objects with these fields. What a file
        leaves out stays as it is, and no account is taken away.
      </p>
      <dl>
        {columns.map(([name, meaning]) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
