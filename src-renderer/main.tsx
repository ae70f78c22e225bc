import '@mantine/core/styles.css';
import './ui/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseNumbers, choosePseudoTexts, PSEUDO } from '#texts/texts.ts';
import { askAhead, client, followChanges } from './app/client.ts';
import { followProcess } from './app/interruption.ts';
import { giveNonceToScrollLock, styleNonce } from './app/nonce.ts';
import { followFileMenu } from './app/otherDesk.ts';
import { colours, theme } from './app/theme.ts';
import { router } from './routes.tsx';
import { InterruptionBanner } from './shell/InterruptionBanner.tsx';

if (document.documentElement.lang === PSEUDO) choosePseudoTexts();
chooseNumbers(navigator.language);
giveNonceToScrollLock();
followChanges();
followProcess();
followFileMenu();
askAhead();

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme()}
        cssVariablesResolver={colours}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={client}>
          <div className="window">
            <InterruptionBanner />
            <div className="screen">
              <RouterProvider router={router} />
            </div>
          </div>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
