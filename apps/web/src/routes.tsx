import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { speakOn } from "./i18n/reader.ts";
import { BrokenPage } from "./ui/page/BrokenPage.tsx";

const root = createRootRoute({
  beforeLoad: ({ location, preload }) => (preload ? undefined : speakOn(location.pathname)),
  component: Outlet,
  notFoundComponent: lazyRouteComponent(() => import("./ui/page/NotFoundPage.tsx"), "NotFoundPage"),
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./home/HomePage.tsx"), "HomePage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("./home/SetupPage.tsx"), "SetupPage"),
});

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

const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyRouteComponent(() => import("./account/entry/ResetPage.tsx"), "ResetPage"),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  component: lazyRouteComponent(
    () => import("./account/entry/VerifyEmailPage.tsx"),
    "VerifyEmailPage",
  ),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/AccountPage.tsx"), "AccountPage"),
});

const accountPart = createRoute({
  getParentRoute: () => root,
  path: "/account/$part",
  component: lazyRouteComponent(() => import("./account/AccountPage.tsx"), "AccountPage"),
});

const administration = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  component: lazyRouteComponent(
    () => import("./administration/AdministrationPage.tsx"),
    "AdministrationPage",
  ),
});

const administrationPart = createRoute({
  getParentRoute: () => root,
  path: "/admin/$part",
  component: lazyRouteComponent(
    () => import("./administration/AdministrationPage.tsx"),
    "AdministrationPage",
  ),
});

/** What governments sent, for the staff who answer. */
const desk = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  component: lazyRouteComponent(() => import("./desk/DeskPage.tsx"), "DeskPage"),
});

const deskPart = createRoute({
  getParentRoute: () => root,
  path: "/desk/$part",
  component: lazyRouteComponent(() => import("./desk/DeskPage.tsx"), "DeskPage"),
});

const deskRequest = createRoute({
  getParentRoute: () => root,
  path: "/desk/requests/$id",
  component: lazyRouteComponent(() => import("./desk/request/RequestPage.tsx"), "RequestPage"),
});

const create = createRoute({
  getParentRoute: () => root,
  path: "/new",
  component: lazyRouteComponent(() => import("./meetings/create/CreatePage.tsx"), "CreatePage"),
});

/** The join link. Its fragment holds the secret of end-to-end encryption, see link-fragment.ts. */
const meeting = createRoute({
  getParentRoute: () => root,
  path: "/m/$code",
  component: lazyRouteComponent(() => import("./visit/MeetingPage.tsx"), "MeetingPage"),
});

/** "Will I get in?", days before: nothing is stored. */
const check = createRoute({
  getParentRoute: () => root,
  path: "/check/$code",
  component: lazyRouteComponent(() => import("./join/CheckPage.tsx"), "CheckPage"),
});

const manage = createRoute({
  getParentRoute: () => root,
  path: "/manage/$code",
  component: lazyRouteComponent(() => import("./meetings/manage/ManagePage.tsx"), "ManagePage"),
});

const process = createRoute({
  getParentRoute: () => root,
  path: "/process",
  component: lazyRouteComponent(() => import("./process/ProcessPage.tsx"), "ProcessPage"),
});

const whatWeHold = createRoute({
  getParentRoute: () => root,
  path: "/what-we-hold",
  component: lazyRouteComponent(() => import("./process/WhatWeHoldPage.tsx"), "WhatWeHoldPage"),
});

/** What everyone may know of an order, and the public's appeal. */
const order = createRoute({
  getParentRoute: () => root,
  path: "/orders/$id",
  component: lazyRouteComponent(() => import("./appeal/OrderPage.tsx"), "OrderPage"),
});

/** The secret of an appeal stands in its fragment. */
const appeal = createRoute({
  getParentRoute: () => root,
  path: "/appeal",
  component: lazyRouteComponent(() => import("./appeal/AppealPage.tsx"), "AppealPage"),
});

/** What was demanded, answered and done: the public log in figures. */
const transparency = createRoute({
  getParentRoute: () => root,
  path: "/transparency",
  component: lazyRouteComponent(
    () => import("./transparency/TransparencyPage.tsx"),
    "TransparencyPage",
  ),
});

const logRequest = createRoute({
  getParentRoute: () => root,
  path: "/transparency/requests/$number",
  component: lazyRouteComponent(() => import("./transparency/story/StoryPage.tsx"), "StoryPage"),
});

/** The entries behind a figure: `?behind=orders`. */
const logEntries = createRoute({
  getParentRoute: () => root,
  path: "/transparency/entries",
  validateSearch: (search: Record<string, unknown>): { behind?: string } =>
    typeof search["behind"] === "string" ? { behind: search["behind"] } : {},
  component: lazyRouteComponent(() => import("./transparency/EntriesPage.tsx"), "EntriesPage"),
});

const logEntry = createRoute({
  getParentRoute: () => root,
  path: "/transparency/entries/$index",
  component: lazyRouteComponent(
    () => import("./transparency/entry/LogEntryPage.tsx"),
    "LogEntryPage",
  ),
});

const report = createRoute({
  getParentRoute: () => root,
  path: "/report/$code",
  component: lazyRouteComponent(() => import("./report/ReportPage.tsx"), "ReportPage"),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      setup,
      create,
      meeting,
      check,
      manage,
      process,
      whatWeHold,
      order,
      appeal,
      transparency,
      logRequest,
      logEntries,
      logEntry,
      report,
      signIn,
      signUp,
      reset,
      verifyEmail,
      account,
      accountPart,
      administration,
      administrationPart,
      desk,
      deskPart,
      deskRequest,
    ]),
    defaultPreload: "intent",
    defaultErrorComponent: BrokenPage,
    // No scroll restoration of the router's own: it would keep the addresses of meetings in storage.
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
