import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
} from "@tanstack/react-router";
import { speakOn } from "./i18n/reader.ts";
import { BrokenPage } from "./ui/page/BrokenPage.tsx";

const root = createRootRoute({
  beforeLoad: ({ location, preload }) => (preload ? undefined : speakOn(location.pathname)),
  component: Outlet,
  notFoundComponent: lazyRouteComponent(() => import("./ui/page/NotFoundPage.tsx"), "NotFoundPage"),
});

/** A page that is loaded once its address is opened. */
const page = <const P extends string, K extends string>(
  path: P,
  load: () => Promise<{ readonly [N in K]: RouteComponent }>,
  name: K,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });

/** Where to go afterwards: a path of our own, see next-path.ts. */
const validateSearch = (search: Record<string, unknown>): { next?: string } =>
  typeof search["next"] === "string" ? { next: search["next"] } : {};

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch,
  component: lazyRouteComponent(() => import("./account/entry/SignInPage.tsx"), "SignInPage"),
});

/** An invitation stands in its fragment. */
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  validateSearch,
  component: lazyRouteComponent(() => import("./account/entry/SignUpPage.tsx"), "SignUpPage"),
});

/** The part of the page that is shown: `?tab=people`. The secret of the host link stands in the fragment. */
const manage = createRoute({
  getParentRoute: () => root,
  path: "/manage/$code",
  validateSearch: (search: Record<string, unknown>): { tab?: string } =>
    typeof search["tab"] === "string" ? { tab: search["tab"] } : {},
  component: lazyRouteComponent(() => import("./meetings/manage/ManagePage.tsx"), "ManagePage"),
});

/** The entries behind a figure: `?behind=orders`. */
const logEntries = createRoute({
  getParentRoute: () => root,
  path: "/transparency/entries",
  validateSearch: (search: Record<string, unknown>): { behind?: string } =>
    typeof search["behind"] === "string" ? { behind: search["behind"] } : {},
  component: lazyRouteComponent(() => import("./transparency/EntriesPage.tsx"), "EntriesPage"),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      page("/", () => import("./home/HomePage.tsx"), "HomePage"),
      page("/setup", () => import("./home/SetupPage.tsx"), "SetupPage"),
      signIn,
      signUp,
      page("/reset", () => import("./account/entry/ResetPage.tsx"), "ResetPage"),
      page("/verify-email", () => import("./account/entry/VerifyEmailPage.tsx"), "VerifyEmailPage"),
      page("/account", () => import("./account/AccountPage.tsx"), "AccountPage"),
      page("/account/$part", () => import("./account/AccountPage.tsx"), "AccountPage"),
      page("/admin", () => import("./administration/AdministrationPage.tsx"), "AdministrationPage"),
      page(
        "/admin/$part",
        () => import("./administration/AdministrationPage.tsx"),
        "AdministrationPage",
      ),
      // What governments sent, for the staff who answer.
      page("/desk", () => import("./desk/DeskPage.tsx"), "DeskPage"),
      page("/desk/$part", () => import("./desk/DeskPage.tsx"), "DeskPage"),
      page("/desk/requests/$id", () => import("./desk/request/RequestPage.tsx"), "RequestPage"),
      page("/new", () => import("./meetings/create/CreatePage.tsx"), "CreatePage"),
      // The join link. Its fragment holds the secret of end-to-end encryption, see link-fragment.ts.
      page("/m/$code", () => import("./visit/MeetingPage.tsx"), "MeetingPage"),
      // "Will I get in?", days before: nothing is stored.
      page("/check/$code", () => import("./join/CheckPage.tsx"), "CheckPage"),
      manage,
      page("/process", () => import("./process/ProcessPage.tsx"), "ProcessPage"),
      page("/what-we-hold", () => import("./process/WhatWeHoldPage.tsx"), "WhatWeHoldPage"),
      // What everyone may know of an order, and the public's appeal.
      page("/orders/$id", () => import("./appeal/OrderPage.tsx"), "OrderPage"),
      // The secret of an appeal stands in its fragment.
      page("/appeal", () => import("./appeal/AppealPage.tsx"), "AppealPage"),
      // What was demanded, answered and done: the public log in figures.
      page(
        "/transparency",
        () => import("./transparency/TransparencyPage.tsx"),
        "TransparencyPage",
      ),
      page(
        "/transparency/requests/$number",
        () => import("./transparency/story/StoryPage.tsx"),
        "StoryPage",
      ),
      logEntries,
      page(
        "/transparency/entries/$index",
        () => import("./transparency/entry/LogEntryPage.tsx"),
        "LogEntryPage",
      ),
      page("/report/$code", () => import("./report/ReportPage.tsx"), "ReportPage"),
    ]),
    defaultPreload: "intent",
    defaultErrorComponent: BrokenPage,
    // No scroll restoration of the router's own: it would keep the addresses of meetings in storage.
  });
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The meeting was just created. */
    readonly isNew?: true;
    /** A meeting is to be started, once its reader is signed in. */
    readonly starts?: true;
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
