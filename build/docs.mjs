// npm run docs: writes docs/contract-reference.md from the schemas of the contract, the layers in docs/architecture.md from the import
// rules, and the index of the decisions. Tests say when they are not current.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './app/node.mjs';
import { log, main } from './base/log.mjs';
import { out, root } from './base/places.mjs';
import { DECISIONS, decisionsPage } from './docs/decisions.mjs';
import { ARCHITECTURE, architecturePage } from './docs/layers.mjs';
import { REFERENCE, referencePage } from './docs/reference.mjs';

await main(async () => {
  const outDir = join(out, 'docs');
  await bundleForNode({ outDir, emptyOutDir: true, input: { contract: join(root, 'build', 'docs', 'contract.ts') } });
  /** @type {typeof import('./docs/contract.ts')} */
  const { contractModel } = await import(pathToFileURL(join(outDir, 'contract.js')).href);
  writeFileSync(join(root, REFERENCE), referencePage(root, contractModel()));
  writeFileSync(join(root, ARCHITECTURE), architecturePage(root));
  writeFileSync(join(root, DECISIONS), decisionsPage(root));
  log(`${REFERENCE}, ${ARCHITECTURE} and ${DECISIONS} are written.`);
  return 0;
});
