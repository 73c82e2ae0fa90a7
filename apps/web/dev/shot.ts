// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";

/** A picture that screenshots.ts takes. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  /** What is done on the page before. */
  readonly act?: (page: Page) => Promise<void>;
  /** `false`: nobody is signed in. */
  readonly operator?: boolean;
  /** How the fake service is, see fake-people.ts. */
  readonly people?: string;
  /** Left out where there is no LiveKit. */
  readonly call?: boolean;
  /** The whole page, not only what the window shows. */
  readonly full?: boolean;
}

export const shown = (testId: string) => (page: Page) => page.getByTestId(testId).first().waitFor();

export const click = (testId: string) => (page: Page) => page.getByTestId(testId).first().click();
