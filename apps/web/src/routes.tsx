import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: lazyRouteComponent(() => import("./home/NotFoundPage.tsx"), "NotFoundPage"),
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

const create = createRoute({
  getParentRoute: () => root,
  path: "/new",
  component: lazyRouteComponent(() => import("./meetings/CreatePage.tsx"), "CreatePage"),
});

/** The join link. Its fragment is kept free for a secret of end-to-end encryption. */
const meeting = createRoute({
  getParentRoute: () => root,
  path: "/m/$code",
  component: lazyRouteComponent(() => import("./join/MeetingPage.tsx"), "MeetingPage"),
});

const manage = createRoute({
  getParentRoute: () => root,
  path: "/manage/$code",
  component: lazyRouteComponent(() => import("./meetings/ManagePage.tsx"), "ManagePage"),
});

const process = createRoute({
  getParentRoute: () => root,
  path: "/process",
  component: lazyRouteComponent(() => import("./process/ProcessPage.tsx"), "ProcessPage"),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([home, setup, create, meeting, manage, process]),
    defaultPreload: "intent",
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
