import classes from '../../ui/import/import.module.css';

const columns = [
  ['username', 'tells who it is, and is never changed; somebody unknown is added'],
  ['name', 'how people call them'],
  ['email', 'where they can be reached'],
  ['role', 'admin, member or auditor'],
  ['groups', 'may be left out: names of groups that exist, with ; between them; people join these and leave none'],
] as const;

/** The columns that a file can have. */
export function Columns() {
  return (
    <section aria-label="Columns" className={classes.columns}>
      <p className="dim">The first row names the columns, in any order:</p>
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
