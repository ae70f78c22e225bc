// Uses the addon a little, because a binary built for a newer Node-API loads well and crashes the process later.
const Database = require('better-sqlite3');

const database = new Database(':memory:');
database.exec('create table fruit (name text primary key, weight real) strict');
const insert = database.prepare('insert into fruit values (:name, :weight)');
const all = database.prepare('select name, weight from fruit order by name');
for (let index = 0; index < 500; index += 1) {
  insert.run({ name: `fruit ${index}`, weight: index / 2 });
  if (all.all().length !== index + 1) throw new Error('A row is missing.');
}
try {
  insert.run({ name: 'fruit 1', weight: 1 });
  throw new Error('A constraint did not hold.');
} catch (error) {
  if (!(error instanceof Error && 'code' in error) || error.code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') throw error;
}
database.close();
process.stdout.write('works');
