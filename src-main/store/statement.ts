import type { Compilable, CompiledQuery } from 'kysely';
import { build } from './connection.ts';

/**
 * A query that is compiled once and run often. `make` builds it with `value(name)` wherever an argument goes; the answer takes the
 * arguments and gives the query to run. Compiling costs several times what running a small statement does.
 */
export function statement<A extends object, O>(
  make: (value: <K extends keyof A>(name: K) => A[K], db: typeof build) => Compilable<O>,
): (args: A) => Compilable<O> {
  const names = new Map<unknown, keyof A>();
  const placeholder = (name: keyof A): never => {
    const marker = Symbol(String(name));
    names.set(marker, name);
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: the builder only carries values to the list of parameters, where the marker is replaced.
    return marker as unknown as never;
  };
  let compiled: CompiledQuery<O> | undefined;
  return (args) => {
    compiled ??= make(placeholder, build).compile();
    const { sql, query, queryId } = compiled;
    const parameters = compiled.parameters.map((parameter) => {
      const name = names.get(parameter);
      return name === undefined ? parameter : args[name];
    });
    const bound: CompiledQuery<O> = { sql, query, queryId, parameters };
    return { compile: () => bound };
  };
}
