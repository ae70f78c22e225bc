import classes from '../../ui/import/import.module.css';

/** What a file of policies says, and what it leaves alone. */
export function WhatAFileDoes() {
  return (
    <section className={`dim ${classes.columns}`} aria-label="What a file does">
      <p>
        A policy is told by its name and becomes what the file says; what the file does not say of it gets its default.
        Policies that the file does not name stay as they are, unless it says{' '}
        <code className="mono">complete: true</code>. One with <code className="mono">status: archived</code> is
        archived.
      </p>
    </section>
  );
}
