import "./ui/strict-policy.ts";
import "@fontsource-variable/inter/wght.css";
import "./ui/mantine-styles.ts";
import "./ui/base.css";
import "./ui/page/shell.css";
import "./ui/form/form.css";
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { newQueries } from "./api/queries.ts";
import { speakOn } from "./i18n/reader.ts";
import { onLanguage, spokenLanguage } from "./i18n/words.ts";
import { createAppRouter } from "./routes.tsx";
import { cssVariables, theme } from "./ui/theme.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const queries = newQueries();

/** The key redraws everything when the language changes. */
function App() {
  const language = useSyncExternalStore(onLanguage, spokenLanguage);
  return (
    <DirectionProvider key={language.tag} initialDirection={language.dir}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

const router = createAppRouter();
await speakOn(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
