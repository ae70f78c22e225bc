// Stands where a released Electron has its default application: starts what the arguments name. It awaits the entry
// point, because `ready` fires as soon as this module is done, and privileged schemes must be registered before that.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  process.stderr.write('Name the application to start: electron FOLDER\n');
  process.exit(1);
}

const target = resolve(named);
const isFolder = statSync(target).isDirectory();
let folder = isFolder ? target : dirname(target);
while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
const about = existsSync(join(folder, 'package.json'))
  ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  : {};

// What a default application does and no other may: Electron declares none of it.
Reflect.set(process, 'defaultApp', true);
Reflect.get(app, 'setAppPath').call(app, isFolder ? target : folder);
if (about.version) Reflect.get(app, 'setVersion').call(app, about.version);
app.setName(about.productName ?? about.name ?? 'Electron');

await import(pathToFileURL(isFolder ? join(target, about.main ?? 'index.js') : target).href);
