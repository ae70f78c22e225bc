// npm run docs: writes docs/contract-reference.md anew from the schemas of the contract. A test says when it is not current.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './app/node.mjs';
import { log, main } from './base/log.mjs';
import { out, root } from './base/places.mjs';
import { REFERENCE, referencePage } from './docs/reference.mjs';

await main(async () => {
  const outDir = join(out, 'docs');
  await bundleForNode({ outDir, emptyOutDir: true, input: { contract: join(root, 'build', 'docs', 'contract.ts') } });
  /** @type {typeof import('./docs/contract.ts')} */
  const { contractModel } = await import(pathToFileURL(join(outDir, 'contract.js')).href);
  writeFileSync(join(root, REFERENCE), referencePage(root, contractModel()));
  log(`${REFERENCE} is written.`);
  return 0;
});
