// Loaded into the desk process and its workers (support/clock.ts): what asks for the time there gets it moved by the seconds that the file says,
// counted from the real time.
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
