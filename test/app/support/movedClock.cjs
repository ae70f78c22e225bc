// Loaded into the desk process and its workers (support/clock.ts): moves their clock to so many seconds after the real time as
// the file says.
const { readFileSync } = require('node:fs');

/** @param {string} file */
module.exports = (file) => {
  const real = Date;
  const offset = () => Number(readFileSync(file, 'utf8')) * 1000;
  globalThis.Date = new Proxy(real, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [target.now() + offset()] : args),
    get: (target, key) => (key === 'now' ? () => target.now() + offset() : Reflect.get(target, key)),
  });
};
