// Made from the service's OpenAPI document by `npm run client`; not to be edited.
export type paths = {
    "/api/account/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your API keys, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt?: string | undefined;
                            id: string;
                            /** Format: date */
                            lastUsedOn?: string | undefined;
                            name: string;
                            scopes: ("join" | "rooms:read" | "rules:write")[];
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Make an API key; its secret is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        scopes: ("join" | "rooms:read" | "rules:write")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt?: string | undefined;
                            id: string;
                            /** Format: date */
                            lastUsedOn?: string | undefined;
                            name: string;
                            scopes: ("join" | "rooms:read" | "rules:write")[];
                            secret: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key at once: tokens signed with it open no door any more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a key in place of this one, which works for 7 more days */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt?: string | undefined;
                            id: string;
                            /** Format: date */
                            lastUsedOn?: string | undefined;
                            name: string;
                            scopes: ("join" | "rooms:read" | "rules:write")[];
                            secret: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/place-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sets of places: the account's own */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            dated: string;
                            id: string;
                            name: string;
                            places: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @enum {string} */
                            tier: "account" | "platform";
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/place-sets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write one of the account's own sets of places */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        dated: string;
                        name: string;
                        places: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            dated: string;
                            id: string;
                            name: string;
                            places: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @enum {string} */
                            tier: "account" | "platform";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Delete one of the account's own sets of places */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/proposed-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See for which roles of the desk you were proposed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            acceptance: "not-needed" | "needed" | "given";
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            proposedAt: string;
                            roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/proposed-roles/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a role of the desk in person, with a passkey of your own */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        response: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the account's rule: the default for what it makes, or locked for all of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held?: {
                                /** @enum {string} */
                                mode: "default" | "locked";
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** Format: date-time */
                                setAt: string;
                            } | undefined;
                            serviceDefault?: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            version: number;
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Set the account's rule: the default for what it makes, or locked for all of it; If-Match names the version that you saw */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        mode: "default" | "locked";
                        rule: {
                            /** @default everyone */
                            allow?: ("everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[]) | undefined;
                            /** @default [] */
                            deny?: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[] | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches?: ("probable" | "established") | undefined;
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held?: {
                                /** @enum {string} */
                                mode: "default" | "locked";
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** Format: date-time */
                                setAt: string;
                            } | undefined;
                            serviceDefault?: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            version: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Lift the account's rule: the default for what it makes, or locked for all of it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your webhooks, with how the last delivery went */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            events: ("joined" | "refused" | "removed" | "rule-changed")[];
                            id: string;
                            last?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                outcome: "delivered" | "retrying" | "given-up";
                                status?: number | undefined;
                            } | undefined;
                            /** Format: uri */
                            url: string;
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Make a webhook; its secret is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        events: ("joined" | "refused" | "removed" | "rule-changed")[];
                        /** Format: uri */
                        url: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            events: ("joined" | "refused" | "removed" | "rule-changed")[];
                            id: string;
                            last?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                outcome: "delivered" | "retrying" | "given-up";
                                status?: number | undefined;
                            } | undefined;
                            secret: string;
                            /** Format: uri */
                            url: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a webhook with all that still waits for it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test event; the list says how it went */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how far the location sources agree: counts, never an address */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            report?: {
                                /** Format: date-time */
                                at: string;
                                families: {
                                    all: number;
                                    compared: number;
                                    /** @enum {string} */
                                    family: "ipv4" | "ipv6";
                                    sampled: number;
                                    two: number;
                                }[];
                                pairs: {
                                    count: number;
                                    other: string;
                                    place: string;
                                }[];
                                places: {
                                    all: number;
                                    place: string;
                                    said: number;
                                }[];
                                seed: number;
                                sources: {
                                    differs: number;
                                    id: string;
                                    known: number;
                                    maker: string;
                                }[];
                            } | undefined;
                            run: {
                                /** @enum {string} */
                                kind: "idle";
                            } | {
                                done: number;
                                /** @enum {string} */
                                kind: "running";
                                of: number;
                            } | {
                                /** @enum {string} */
                                kind: "failed";
                            };
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Compare the location sources anew; returns at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the invitations that are open */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            email?: string | undefined;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            note?: string | undefined;
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Invite somebody to make an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email?: string | undefined;
                        note?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            email?: string | undefined;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            /** @enum {string} */
                            letter: "none" | "sent" | "kept" | "not-yet" | "given-up";
                            note?: string | undefined;
                            /** Format: uri */
                            url: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/mailbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mail that no server took, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            subject: string;
                            text?: string | undefined;
                            to: string;
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List whoever has an account, by name */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                            people: {
                                administrator: boolean;
                                desk: boolean;
                                /** Format: email */
                                email: string;
                                emailVerified: boolean;
                                name: string;
                                secondFactor: boolean;
                                /** Format: date */
                                since: string;
                                suspended: boolean;
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/place-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sets of places: the service's */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            dated: string;
                            id: string;
                            name: string;
                            places: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @enum {string} */
                            tier: "account" | "platform";
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/place-sets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write one of the service's sets of places */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        dated: string;
                        name: string;
                        places: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            dated: string;
                            id: string;
                            name: string;
                            places: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @enum {string} */
                            tier: "account" | "platform";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Delete one of the service's sets of places */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platform-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, for administrators */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            effectiveAt: string;
                            /** Format: date-time */
                            enteredAt: string;
                            /** @enum {string} */
                            ground: "sanctions" | "licence" | "security" | "own-policy";
                            id: string;
                            /** Format: date-time */
                            liftedAt?: string | undefined;
                            name: string;
                            /** Format: date-time */
                            reviewAt: string;
                            rule: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            };
                            /** @enum {string} */
                            state: "coming" | "in-force" | "over";
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Enter a rule of the whole service: it takes effect 7 days later, or when the desk confirms it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        ground: "sanctions" | "licence" | "security" | "own-policy";
                        name: string;
                        /** Format: date-time */
                        reviewAt: string;
                        rule: {
                            /** @default everyone */
                            allow?: ("everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[]) | undefined;
                            /** @default [] */
                            deny?: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[] | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches?: ("probable" | "established") | undefined;
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            effectiveAt: string;
                            /** Format: date-time */
                            enteredAt: string;
                            /** @enum {string} */
                            ground: "sanctions" | "licence" | "security" | "own-policy";
                            id: string;
                            /** Format: date-time */
                            liftedAt?: string | undefined;
                            name: string;
                            /** Format: date-time */
                            reviewAt: string;
                            rule: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            };
                            /** @enum {string} */
                            state: "coming" | "in-force" | "over";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platform-rules/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a rule of the whole service at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            effectiveAt: string;
                            /** Format: date-time */
                            enteredAt: string;
                            /** @enum {string} */
                            ground: "sanctions" | "licence" | "security" | "own-policy";
                            id: string;
                            /** Format: date-time */
                            liftedAt?: string | undefined;
                            name: string;
                            /** Format: date-time */
                            reviewAt: string;
                            rule: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            };
                            /** @enum {string} */
                            state: "coming" | "in-force" | "over";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the rule that new meetings are made with where their account has no default */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held?: {
                                /** @enum {string} */
                                mode: "default" | "locked";
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** Format: date-time */
                                setAt: string;
                            } | undefined;
                            serviceDefault?: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            version: number;
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Set the rule that new meetings are made with where their account has no default; If-Match names the version that you saw */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        mode: "default" | "locked";
                        rule: {
                            /** @default everyone */
                            allow?: ("everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[]) | undefined;
                            /** @default [] */
                            deny?: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[] | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches?: ("probable" | "established") | undefined;
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held?: {
                                /** @enum {string} */
                                mode: "default" | "locked";
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** Format: date-time */
                                setAt: string;
                            } | undefined;
                            serviceDefault?: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            version: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Lift the rule that new meetings are made with where their account has no default */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the settings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            contact?: string | undefined;
                            placeNames: {
                                [key: string]: string;
                            };
                            serviceName: string;
                            /** @enum {string} */
                            signUp: "closed" | "invitation" | "open";
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Change the settings */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        contact?: string | undefined;
                        placeNames: {
                            [key: string]: string;
                        };
                        serviceName: string;
                        /** @enum {string} */
                        signUp: "closed" | "invitation" | "open";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See who is of the desk, and the changes of its staff */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changes: {
                                about?: {
                                    accepted: boolean;
                                    email: string;
                                    emailVerified: boolean;
                                } | undefined;
                                /** Format: date-time */
                                decidedAt?: string | undefined;
                                decidedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
                                mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                                mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                                /** Format: date-time */
                                proposedAt: string;
                                proposedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                says: string;
                                /** @enum {string} */
                                state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            }[];
                            openReports: number;
                            shortages: ("no-intake" | "no-call-back" | "no-orders" | "no-sources" | "no-appeals")[];
                            staff: {
                                /** Format: date-time */
                                approvesFrom?: string | undefined;
                                /** Format: email */
                                email: string;
                                emailVerified: boolean;
                                /** Format: uuid */
                                id: string;
                                liaisonTo: string[];
                                name: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                secondFactor: boolean;
                            }[];
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/staff-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose somebody for the desk: an approver confirms, or it waits for 7 days */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        /** @enum {string} */
                        kind: "staff";
                        liaisonTo: string[];
                        roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about?: {
                                accepted: boolean;
                                email: string;
                                emailVerified: boolean;
                            } | undefined;
                            /** Format: date-time */
                            decidedAt?: string | undefined;
                            decidedBy?: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | undefined;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
                            mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            says: string;
                            /** @enum {string} */
                            state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
                            /** Format: date-time */
                            waitsUntil?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/staff-changes/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a change that was proposed here */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about?: {
                                accepted: boolean;
                                email: string;
                                emailVerified: boolean;
                            } | undefined;
                            /** Format: date-time */
                            decidedAt?: string | undefined;
                            decidedBy?: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | undefined;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
                            mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            says: string;
                            /** @enum {string} */
                            state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
                            /** Format: date-time */
                            waitsUntil?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the service is: counts and reasons, never a person */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            counts: {
                                count: number;
                                name: string;
                            }[];
                            database: {
                                /** @enum {string} */
                                kind: "embedded" | "external";
                                snapshotAgeSeconds?: number | undefined;
                                /** @enum {string} */
                                state: "ok" | "failing";
                            };
                            engine: {
                                /** @enum {string} */
                                kind: "embedded" | "external";
                                rooms?: number | undefined;
                                /** @enum {string} */
                                state: "ok" | "failing";
                            };
                            live: {
                                meetingsInUse: number;
                                pages: number;
                                signalling: number;
                            };
                            log: {
                                /** @enum {string} */
                                reason?: ("behind" | "forked" | "damaged" | "head-file" | "key" | "signature" | "clock") | undefined;
                                setAside: number;
                                /** Format: date-time */
                                since?: string | undefined;
                                /** @enum {string} */
                                state: "starting" | "signing" | "waiting" | "stopped";
                            };
                            /** @enum {string} */
                            mail: "smtp" | "mailbox";
                            sources: {
                                attribution: string;
                                /** @enum {string} */
                                basis: "measured" | "registration" | "operator";
                                /** Format: date-time */
                                builtAt?: string | undefined;
                                detail?: string | undefined;
                                id: string;
                                /** @enum {string} */
                                kind: "country" | "geofeed" | "list";
                                licence: string;
                                maker: string;
                                /** @enum {string} */
                                state: "fresh" | "stale" | "missing" | "rejected";
                            }[];
                            /** Format: date-time */
                            startedAt: string;
                            version: string;
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Appeal against an order; its private link is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        by: "refused" | "host" | "public";
                        code?: string | undefined;
                        joinId?: string | undefined;
                        /** Format: uuid */
                        orderId: string;
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            dueAt: string;
                            /** Format: uri */
                            url: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appeals/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See where an appeal stands, by the secret of its link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        secret: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            decidedAt?: string | undefined;
                            /** Format: date-time */
                            dueAt: string;
                            /** Format: date */
                            madeOn: string;
                            reasons?: string | undefined;
                            /** @enum {string} */
                            state: "open" | "upheld" | "overturned" | "not-decided-in-time" | "order-over";
                            text: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See who you are for the desk, what it can't do, and what waits */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            openAppeals: number;
                            openChanges: number;
                            openContests: number;
                            openReports: number;
                            requests: {
                                /** @enum {string} */
                                authenticity: "open" | "confirmed" | "failed";
                                authority: string;
                                demands: number;
                                due?: {
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    what: "receipt" | "answer";
                                } | undefined;
                                gaps: ("office" | "instrument" | "reference" | "legal-basis" | "reasons" | "meeting" | "duration" | "redress" | "tell-effect-to" | "forbids-notice-law" | "originals" | "translation")[];
                                /** Format: uuid */
                                id: string;
                                number: number;
                                /** @enum {string} */
                                order?: ("proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed") | undefined;
                                /** Format: date-time */
                                receivedAt: string;
                                reference?: string | undefined;
                                /** @enum {string} */
                                state: "received" | "under-review" | "returned" | "rejected" | "answered";
                                wordsWait?: {
                                    /** Format: date-time */
                                    since: string;
                                    /** @enum {string} */
                                    state: "sealed" | "open" | "prepared";
                                } | undefined;
                            }[];
                            shortages: ("no-intake" | "no-call-back" | "no-orders" | "no-sources" | "no-appeals")[];
                            you: {
                                /** Format: date-time */
                                approvesFrom?: string | undefined;
                                /** Format: email */
                                email: string;
                                emailVerified: boolean;
                                /** Format: uuid */
                                id: string;
                                liaisonTo: string[];
                                name: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                secondFactor: boolean;
                                /** Format: date-time */
                                sessionEndsAt: string;
                            };
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            decision?: {
                                /** Format: date-time */
                                at: string;
                                by: string;
                                /** @enum {string} */
                                outcome: "upheld" | "overturned";
                                reasons: string;
                            } | undefined;
                            /** Format: date-time */
                            dueAt: string;
                            mayDecide: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "closed");
                            no: number;
                            /** Format: date-time */
                            openedAt: string;
                            /** Format: uuid */
                            orderId: string;
                            publicAfter?: number | undefined;
                            readTo: number;
                            request: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                            };
                            statements: {
                                /** @enum {string} */
                                by: "refused" | "host" | "public";
                                /** Format: date */
                                on: string;
                                text: string;
                            }[];
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/appeals/{orderId}/{no}/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** More of what the public wrote in a case */
        get: {
            parameters: {
                query: {
                    after: number;
                };
                header?: never;
                path: {
                    no: number;
                    orderId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            publicAfter?: number | undefined;
                            statements: {
                                /** @enum {string} */
                                by: "refused" | "host" | "public";
                                /** Format: date */
                                on: string;
                                text: string;
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/appeals/{orderId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide a case: an order that is overturned ends at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    orderId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        no: number;
                        /** @enum {string} */
                        outcome: "upheld" | "overturned";
                        readTo: number;
                        reasons: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose what another person confirms */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        /** @enum {string} */
                        kind: "staff";
                        liaisonTo: string[];
                        roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                    } | {
                        authority: {
                            contact: string;
                            instruments: {
                                citation: string;
                                place: string;
                            }[];
                            name: string;
                            /** Format: uuid */
                            series?: string | undefined;
                            territory: {
                                home: string;
                                /** @enum {string} */
                                kind: "country";
                            } | {
                                home: string;
                                /** @enum {string} */
                                kind: "state";
                            } | {
                                /** @enum {string} */
                                kind: "union";
                                /** @enum {string} */
                                union: "EU";
                            };
                        };
                        /** @enum {string} */
                        kind: "authority";
                    } | {
                        add: string[];
                        /** @enum {string} */
                        kind: "disputed-places";
                        remove: string[];
                        source: string;
                    } | {
                        digest: string;
                        /** @enum {string} */
                        kind: "geofeed";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about?: {
                                accepted: boolean;
                                email: string;
                                emailVerified: boolean;
                            } | undefined;
                            /** Format: date-time */
                            decidedAt?: string | undefined;
                            decidedBy?: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | undefined;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
                            mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            says: string;
                            /** @enum {string} */
                            state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
                            /** Format: date-time */
                            waitsUntil?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/changes/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm, decline or take back a change */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "confirmed" | "declined" | "withdrawn";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about?: {
                                accepted: boolean;
                                email: string;
                                emailVerified: boolean;
                            } | undefined;
                            /** Format: date-time */
                            decidedAt?: string | undefined;
                            decidedBy?: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | undefined;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
                            mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            says: string;
                            /** @enum {string} */
                            state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
                            /** Format: date-time */
                            waitsUntil?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/contests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those who say that they are not where an order reaches, the longest waiting first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            devicePlace?: string | undefined;
                            /** Format: date-time */
                            dueAt: string;
                            evidence: ({
                                /** @enum {string} */
                                kind: "too-quick";
                                place: string;
                            } | {
                                /** @enum {string} */
                                kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                            })[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            mayAnswer: "yes" | "no-such-role" | "typed-it-in";
                            /** Format: uuid */
                            orderId: string;
                            place: string;
                            request: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                            };
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/contests/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody in, or tell them why they stay out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "in";
                    } | {
                        /** @enum {string} */
                        kind: "stays-out";
                        why: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/misplacements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Networks that were placed wrongly more than once within a day; never which */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            closesAt: string;
                            /** Format: uuid */
                            id: string;
                            instead: string[];
                            /** @enum {string} */
                            mayAnswer: "yes" | "no-such-role" | "typed-it-in";
                            place: string;
                            request: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                            };
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/misplacements/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Correct where a network is, or leave it; it is forgotten by both */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "correct";
                        place: string;
                    } | {
                        /** @enum {string} */
                        kind: "leave";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "serves" | "waits" | "left";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See authorities, disputed places, staff and changes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            authorities: {
                                contact: string;
                                /** Format: date-time */
                                enteredAt: string;
                                home?: string | undefined;
                                /** Format: uuid */
                                id: string;
                                instruments: {
                                    citation: string;
                                    place: string;
                                }[];
                                /** @enum {string} */
                                kind: "country" | "state" | "union";
                                name: string;
                                reach: string[];
                                /** Format: uuid */
                                series: string;
                                /** @enum {string} */
                                union?: "EU" | undefined;
                                /** Format: date-time */
                                withdrawnAt?: string | undefined;
                            }[];
                            changes: {
                                about?: {
                                    accepted: boolean;
                                    email: string;
                                    emailVerified: boolean;
                                } | undefined;
                                /** Format: date-time */
                                decidedAt?: string | undefined;
                                decidedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
                                mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                                mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
                                /** Format: date-time */
                                proposedAt: string;
                                proposedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                says: string;
                                /** @enum {string} */
                                state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            }[];
                            disputed: {
                                place: string;
                                /** Format: date */
                                since: string;
                                source: string;
                            }[];
                            geofeed?: {
                                digest: string;
                                says: string;
                            } | undefined;
                            staff: {
                                /** Format: date-time */
                                approvesFrom?: string | undefined;
                                /** Format: email */
                                email: string;
                                emailVerified: boolean;
                                /** Format: uuid */
                                id: string;
                                liaisonTo: string[];
                                name: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                secondFactor: boolean;
                            }[];
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/register/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an authority: one person suffices */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the newest requests */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            authenticity: "open" | "confirmed" | "failed";
                            authority: string;
                            demands: number;
                            due?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                what: "receipt" | "answer";
                            } | undefined;
                            gaps: ("office" | "instrument" | "reference" | "legal-basis" | "reasons" | "meeting" | "duration" | "redress" | "tell-effect-to" | "forbids-notice-law" | "originals" | "translation")[];
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /** @enum {string} */
                            order?: ("proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed") | undefined;
                            /** Format: date-time */
                            receivedAt: string;
                            reference?: string | undefined;
                            /** @enum {string} */
                            state: "received" | "under-review" | "returned" | "rejected" | "answered";
                            wordsWait?: {
                                /** Format: date-time */
                                since: string;
                                /** @enum {string} */
                                state: "sealed" | "open" | "prepared";
                            } | undefined;
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Type in what an authority sent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        answerBy?: string | undefined;
                        /** Format: uuid */
                        authorityId: string;
                        /** @enum {string} */
                        branch: "court" | "executive" | "police" | "other";
                        /** @enum {string} */
                        channel: "post" | "e-mail" | "portal" | "in-person" | "telephone" | "other";
                        demands: {
                            /** @enum {string} */
                            kind: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                            meeting?: number | undefined;
                            verbatim: string;
                        }[];
                        durationAsked?: string | undefined;
                        forbidsNotice?: {
                            law: string;
                            /** Format: date-time */
                            until: string;
                        } | undefined;
                        instrument?: string | undefined;
                        language: string;
                        legalBasis?: {
                            provision: string;
                            statute: string;
                            /** Format: uri */
                            url?: string | undefined;
                        } | undefined;
                        lengthStated?: ({
                            /** @enum {string} */
                            kind: "without-end";
                        } | {
                            hours: number;
                            /** @enum {string} */
                            kind: "hours";
                        } | {
                            /** @enum {string} */
                            kind: "until";
                            /** Format: date-time */
                            until: string;
                        }) | undefined;
                        meetings: string[];
                        office?: string | undefined;
                        originals: {
                            name: string;
                            sha256: string;
                        }[];
                        placesAsked?: string | undefined;
                        placesStated?: string[] | undefined;
                        reasons?: string | undefined;
                        /** Format: date-time */
                        receivedAt: string;
                        redress?: string | undefined;
                        reference?: string | undefined;
                        tellEffectTo?: string | undefined;
                        translation?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alike: {
                                because: string;
                                /** Format: uuid */
                                id: string;
                                number: number;
                            }[];
                            answers: ({
                                /** @enum {string} */
                                answer: "met" | "narrowed" | "refused" | "not-handled-here";
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                ground?: ("meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "too-few-there" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff") | undefined;
                            } | null)[];
                            /** @enum {string} */
                            authenticity: "open" | "confirmed" | "failed";
                            authority: string;
                            authorityDetail: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                reach: string[];
                            };
                            content: {
                                /** Format: date-time */
                                answerBy?: string | undefined;
                                /** Format: uuid */
                                authorityId: string;
                                /** @enum {string} */
                                branch: "court" | "executive" | "police" | "other";
                                /** @enum {string} */
                                channel: "post" | "e-mail" | "portal" | "in-person" | "telephone" | "other";
                                demands: {
                                    /** @enum {string} */
                                    kind: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                                    meeting?: number | undefined;
                                    verbatim: string;
                                }[];
                                durationAsked?: string | undefined;
                                forbidsNotice?: {
                                    law: string;
                                    /** Format: date-time */
                                    until: string;
                                } | undefined;
                                instrument?: string | undefined;
                                language: string;
                                legalBasis?: {
                                    provision: string;
                                    statute: string;
                                    /** Format: uri */
                                    url?: string | undefined;
                                } | undefined;
                                lengthStated?: ({
                                    /** @enum {string} */
                                    kind: "without-end";
                                } | {
                                    hours: number;
                                    /** @enum {string} */
                                    kind: "hours";
                                } | {
                                    /** @enum {string} */
                                    kind: "until";
                                    /** Format: date-time */
                                    until: string;
                                }) | undefined;
                                meetings: string[];
                                office?: string | undefined;
                                originals: {
                                    name: string;
                                    sha256: string;
                                }[];
                                placesAsked?: string | undefined;
                                placesStated?: string[] | undefined;
                                reasons?: string | undefined;
                                /** Format: date-time */
                                receivedAt: string;
                                redress?: string | undefined;
                                reference?: string | undefined;
                                tellEffectTo?: string | undefined;
                                translation?: string | undefined;
                            };
                            demands: number;
                            draft: string;
                            due?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                what: "receipt" | "answer";
                            } | undefined;
                            gaps: ("office" | "instrument" | "reference" | "legal-basis" | "reasons" | "meeting" | "duration" | "redress" | "tell-effect-to" | "forbids-notice-law" | "originals" | "translation")[];
                            /** Format: uuid */
                            id: string;
                            may: {
                                answer: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                begin: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                callBack: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                close: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                correct: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                propose: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                            };
                            namedMeetings: {
                                code: string;
                                looks: {
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    bucket: "cannot-tell" | "fewer-than-10" | "10-99" | "100-999" | "1000-or-more";
                                    by: {
                                        /** Format: uuid */
                                        id: string;
                                        name: string;
                                    };
                                    ordinal: number;
                                }[];
                                mayLook: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                occurrence?: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    until?: string | undefined;
                                } | undefined;
                                /** @enum {string} */
                                recommendation: "no-action" | "cannot-tell" | "findings-decide";
                                secondLookAskedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                /** @enum {string} */
                                state: "running" | "scheduled" | "idle" | "ended" | "gone";
                            }[];
                            number: number;
                            /** @enum {string} */
                            order?: ("proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed") | undefined;
                            orders: {
                                /** Format: date-time */
                                appealDueAt?: string | undefined;
                                /** Format: date-time */
                                approvedAt?: string | undefined;
                                approvedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                beyond: ("advice" | "length" | "places")[];
                                beyondWhy?: string | undefined;
                                /** Format: date-time */
                                endedAt?: string | undefined;
                                excepted: string[];
                                findings: {
                                    authority: string;
                                    legality: string;
                                    necessity: string;
                                    procedure: string;
                                    rights: string;
                                };
                                /** Format: date-time */
                                from: string;
                                /** Format: uuid */
                                id: string;
                                law: string;
                                mayApprove: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                mayLift: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                meeting: number;
                                noticeMinutes: number;
                                places: string[];
                                /** Format: date-time */
                                proposedAt: string;
                                proposedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                reaches?: {
                                    excepted: string[];
                                    places: string[];
                                } | undefined;
                                reason: string;
                                /** Format: date-time */
                                sealedUntil?: string | undefined;
                                /** @enum {string} */
                                state: "proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed";
                                /** Format: date-time */
                                until: string;
                                why?: string | undefined;
                            }[];
                            /** Format: date-time */
                            receivedAt: string;
                            reference?: string | undefined;
                            repeated: boolean;
                            /** @enum {string} */
                            shown: "all" | "what-you-typed";
                            /** @enum {string} */
                            state: "received" | "under-review" | "returned" | "rejected" | "answered";
                            steps: {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                kind: string;
                                text?: string | undefined;
                            }[];
                            termsActs: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                /** Format: date */
                                on: string;
                                reviewed: boolean;
                            }[];
                            typedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            words: {
                                /** @enum {string} */
                                state: "not-yet";
                            } | {
                                /** @enum {string} */
                                state: "sealed";
                                /** Format: date */
                                until: string;
                            } | {
                                fixed: {
                                    from: number;
                                    of: number | "translation";
                                    to: number;
                                    /** @enum {string} */
                                    what: "contact" | "link" | "meeting" | "other" | "person";
                                }[];
                                forgotten: boolean;
                                mayPrepare: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                /** @enum {string} */
                                state: "open";
                            } | {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** Format: uuid */
                                id: string;
                                mayDecline: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                mayPublish: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                shown: {
                                    demand: string;
                                    redacted: ("contact" | "link" | "meeting" | "other" | "person")[];
                                    translation?: string | undefined;
                                };
                                /** @enum {string} */
                                state: "prepared";
                            } | {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                preparedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                shown: {
                                    demand: string;
                                    redacted: ("contact" | "link" | "meeting" | "other" | "person")[];
                                    translation?: string | undefined;
                                };
                                /** @enum {string} */
                                state: "published";
                            };
                            wordsWait?: {
                                /** Format: date-time */
                                since: string;
                                /** @enum {string} */
                                state: "sealed" | "open" | "prepared";
                            } | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a request, with what you may do; 403 for a liaison to its authority */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alike: {
                                because: string;
                                /** Format: uuid */
                                id: string;
                                number: number;
                            }[];
                            answers: ({
                                /** @enum {string} */
                                answer: "met" | "narrowed" | "refused" | "not-handled-here";
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                ground?: ("meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "too-few-there" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff") | undefined;
                            } | null)[];
                            /** @enum {string} */
                            authenticity: "open" | "confirmed" | "failed";
                            authority: string;
                            authorityDetail: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                reach: string[];
                            };
                            content: {
                                /** Format: date-time */
                                answerBy?: string | undefined;
                                /** Format: uuid */
                                authorityId: string;
                                /** @enum {string} */
                                branch: "court" | "executive" | "police" | "other";
                                /** @enum {string} */
                                channel: "post" | "e-mail" | "portal" | "in-person" | "telephone" | "other";
                                demands: {
                                    /** @enum {string} */
                                    kind: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                                    meeting?: number | undefined;
                                    verbatim: string;
                                }[];
                                durationAsked?: string | undefined;
                                forbidsNotice?: {
                                    law: string;
                                    /** Format: date-time */
                                    until: string;
                                } | undefined;
                                instrument?: string | undefined;
                                language: string;
                                legalBasis?: {
                                    provision: string;
                                    statute: string;
                                    /** Format: uri */
                                    url?: string | undefined;
                                } | undefined;
                                lengthStated?: ({
                                    /** @enum {string} */
                                    kind: "without-end";
                                } | {
                                    hours: number;
                                    /** @enum {string} */
                                    kind: "hours";
                                } | {
                                    /** @enum {string} */
                                    kind: "until";
                                    /** Format: date-time */
                                    until: string;
                                }) | undefined;
                                meetings: string[];
                                office?: string | undefined;
                                originals: {
                                    name: string;
                                    sha256: string;
                                }[];
                                placesAsked?: string | undefined;
                                placesStated?: string[] | undefined;
                                reasons?: string | undefined;
                                /** Format: date-time */
                                receivedAt: string;
                                redress?: string | undefined;
                                reference?: string | undefined;
                                tellEffectTo?: string | undefined;
                                translation?: string | undefined;
                            };
                            demands: number;
                            draft: string;
                            due?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                what: "receipt" | "answer";
                            } | undefined;
                            gaps: ("office" | "instrument" | "reference" | "legal-basis" | "reasons" | "meeting" | "duration" | "redress" | "tell-effect-to" | "forbids-notice-law" | "originals" | "translation")[];
                            /** Format: uuid */
                            id: string;
                            may: {
                                answer: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                begin: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                callBack: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                close: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                correct: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                propose: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                            };
                            namedMeetings: {
                                code: string;
                                looks: {
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    bucket: "cannot-tell" | "fewer-than-10" | "10-99" | "100-999" | "1000-or-more";
                                    by: {
                                        /** Format: uuid */
                                        id: string;
                                        name: string;
                                    };
                                    ordinal: number;
                                }[];
                                mayLook: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                occurrence?: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    until?: string | undefined;
                                } | undefined;
                                /** @enum {string} */
                                recommendation: "no-action" | "cannot-tell" | "findings-decide";
                                secondLookAskedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                /** @enum {string} */
                                state: "running" | "scheduled" | "idle" | "ended" | "gone";
                            }[];
                            number: number;
                            /** @enum {string} */
                            order?: ("proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed") | undefined;
                            orders: {
                                /** Format: date-time */
                                appealDueAt?: string | undefined;
                                /** Format: date-time */
                                approvedAt?: string | undefined;
                                approvedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                beyond: ("advice" | "length" | "places")[];
                                beyondWhy?: string | undefined;
                                /** Format: date-time */
                                endedAt?: string | undefined;
                                excepted: string[];
                                findings: {
                                    authority: string;
                                    legality: string;
                                    necessity: string;
                                    procedure: string;
                                    rights: string;
                                };
                                /** Format: date-time */
                                from: string;
                                /** Format: uuid */
                                id: string;
                                law: string;
                                mayApprove: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                mayLift: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                meeting: number;
                                noticeMinutes: number;
                                places: string[];
                                /** Format: date-time */
                                proposedAt: string;
                                proposedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                reaches?: {
                                    excepted: string[];
                                    places: string[];
                                } | undefined;
                                reason: string;
                                /** Format: date-time */
                                sealedUntil?: string | undefined;
                                /** @enum {string} */
                                state: "proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed";
                                /** Format: date-time */
                                until: string;
                                why?: string | undefined;
                            }[];
                            /** Format: date-time */
                            receivedAt: string;
                            reference?: string | undefined;
                            repeated: boolean;
                            /** @enum {string} */
                            shown: "all" | "what-you-typed";
                            /** @enum {string} */
                            state: "received" | "under-review" | "returned" | "rejected" | "answered";
                            steps: {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                kind: string;
                                text?: string | undefined;
                            }[];
                            termsActs: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                /** Format: date */
                                on: string;
                                reviewed: boolean;
                            }[];
                            typedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            words: {
                                /** @enum {string} */
                                state: "not-yet";
                            } | {
                                /** @enum {string} */
                                state: "sealed";
                                /** Format: date */
                                until: string;
                            } | {
                                fixed: {
                                    from: number;
                                    of: number | "translation";
                                    to: number;
                                    /** @enum {string} */
                                    what: "contact" | "link" | "meeting" | "other" | "person";
                                }[];
                                forgotten: boolean;
                                mayPrepare: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                /** @enum {string} */
                                state: "open";
                            } | {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** Format: uuid */
                                id: string;
                                mayDecline: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                mayPublish: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                shown: {
                                    demand: string;
                                    redacted: ("contact" | "link" | "meeting" | "other" | "person")[];
                                    translation?: string | undefined;
                                };
                                /** @enum {string} */
                                state: "prepared";
                            } | {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                preparedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                shown: {
                                    demand: string;
                                    redacted: ("contact" | "link" | "meeting" | "other" | "person")[];
                                    translation?: string | undefined;
                                };
                                /** @enum {string} */
                                state: "published";
                            };
                            wordsWait?: {
                                /** Format: date-time */
                                since: string;
                                /** @enum {string} */
                                state: "sealed" | "open" | "prepared";
                            } | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/requests/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do something to a request; 409 where somebody was faster, 403 with the reason */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        content: {
                            /** Format: date-time */
                            answerBy?: string | undefined;
                            /** Format: uuid */
                            authorityId: string;
                            /** @enum {string} */
                            branch: "court" | "executive" | "police" | "other";
                            /** @enum {string} */
                            channel: "post" | "e-mail" | "portal" | "in-person" | "telephone" | "other";
                            demands: {
                                /** @enum {string} */
                                kind: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                                meeting?: number | undefined;
                                verbatim: string;
                            }[];
                            durationAsked?: string | undefined;
                            forbidsNotice?: {
                                law: string;
                                /** Format: date-time */
                                until: string;
                            } | undefined;
                            instrument?: string | undefined;
                            language: string;
                            legalBasis?: {
                                provision: string;
                                statute: string;
                                /** Format: uri */
                                url?: string | undefined;
                            } | undefined;
                            lengthStated?: ({
                                /** @enum {string} */
                                kind: "without-end";
                            } | {
                                hours: number;
                                /** @enum {string} */
                                kind: "hours";
                            } | {
                                /** @enum {string} */
                                kind: "until";
                                /** Format: date-time */
                                until: string;
                            }) | undefined;
                            meetings: string[];
                            office?: string | undefined;
                            originals: {
                                name: string;
                                sha256: string;
                            }[];
                            placesAsked?: string | undefined;
                            placesStated?: string[] | undefined;
                            reasons?: string | undefined;
                            /** Format: date-time */
                            receivedAt: string;
                            redress?: string | undefined;
                            reference?: string | undefined;
                            tellEffectTo?: string | undefined;
                            translation?: string | undefined;
                        };
                        /** @enum {string} */
                        kind: "correct";
                    } | {
                        how: string;
                        /** @enum {string} */
                        kind: "call-back";
                        /** @enum {string} */
                        outcome: "authentic" | "not-authentic";
                    } | {
                        /** @enum {string} */
                        kind: "begin-review";
                    } | {
                        /** @enum {string} */
                        kind: "return";
                        text: string;
                    } | {
                        /** @enum {string} */
                        ground: "not-authentic" | "not-an-authority" | "duplicate" | "withdrawn";
                        /** @enum {string} */
                        kind: "reject";
                        text: string;
                    } | {
                        /** @enum {string} */
                        kind: "look";
                        meeting: number;
                    } | {
                        /** @enum {string} */
                        kind: "second-look";
                        meeting: number;
                    } | {
                        /** @enum {string} */
                        answer: "met" | "narrowed" | "refused" | "not-handled-here";
                        demand: number;
                        /** @enum {string} */
                        ground?: ("meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "too-few-there" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff") | undefined;
                        /** @enum {string} */
                        kind: "answer-demand";
                    } | {
                        /** @enum {string} */
                        kind: "propose";
                        order: {
                            beyondWhy?: string | undefined;
                            findings: {
                                authority: string;
                                legality: string;
                                necessity: string;
                                procedure: string;
                                rights: string;
                            };
                            /** Format: date-time */
                            from: string;
                            law: string;
                            meeting: number;
                            noticeMinutes: number;
                            places: string[];
                            reason: string;
                            /** Format: date-time */
                            sealedUntil?: string | undefined;
                            /** Format: date-time */
                            until: string;
                        };
                    } | {
                        /** @enum {string} */
                        kind: "approve";
                        /** Format: uuid */
                        orderId: string;
                    } | {
                        /** @enum {string} */
                        kind: "decline";
                        /** Format: uuid */
                        orderId: string;
                        why: string;
                    } | {
                        /** @enum {string} */
                        kind: "lift";
                        /** Format: uuid */
                        orderId: string;
                        why: string;
                    } | {
                        /** @enum {string} */
                        kind: "close";
                        text: string;
                    } | {
                        /** @enum {string} */
                        kind: "prepare-words";
                        spans: {
                            from: number;
                            of: number | "translation";
                            to: number;
                            /** @enum {string} */
                            what: "contact" | "link" | "meeting" | "other" | "person";
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "publish-words";
                        /** Format: uuid */
                        wordsId: string;
                    } | {
                        /** @enum {string} */
                        kind: "decline-words";
                        why: string;
                        /** Format: uuid */
                        wordsId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alike: {
                                because: string;
                                /** Format: uuid */
                                id: string;
                                number: number;
                            }[];
                            answers: ({
                                /** @enum {string} */
                                answer: "met" | "narrowed" | "refused" | "not-handled-here";
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                ground?: ("meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "too-few-there" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff") | undefined;
                            } | null)[];
                            /** @enum {string} */
                            authenticity: "open" | "confirmed" | "failed";
                            authority: string;
                            authorityDetail: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                reach: string[];
                            };
                            content: {
                                /** Format: date-time */
                                answerBy?: string | undefined;
                                /** Format: uuid */
                                authorityId: string;
                                /** @enum {string} */
                                branch: "court" | "executive" | "police" | "other";
                                /** @enum {string} */
                                channel: "post" | "e-mail" | "portal" | "in-person" | "telephone" | "other";
                                demands: {
                                    /** @enum {string} */
                                    kind: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                                    meeting?: number | undefined;
                                    verbatim: string;
                                }[];
                                durationAsked?: string | undefined;
                                forbidsNotice?: {
                                    law: string;
                                    /** Format: date-time */
                                    until: string;
                                } | undefined;
                                instrument?: string | undefined;
                                language: string;
                                legalBasis?: {
                                    provision: string;
                                    statute: string;
                                    /** Format: uri */
                                    url?: string | undefined;
                                } | undefined;
                                lengthStated?: ({
                                    /** @enum {string} */
                                    kind: "without-end";
                                } | {
                                    hours: number;
                                    /** @enum {string} */
                                    kind: "hours";
                                } | {
                                    /** @enum {string} */
                                    kind: "until";
                                    /** Format: date-time */
                                    until: string;
                                }) | undefined;
                                meetings: string[];
                                office?: string | undefined;
                                originals: {
                                    name: string;
                                    sha256: string;
                                }[];
                                placesAsked?: string | undefined;
                                placesStated?: string[] | undefined;
                                reasons?: string | undefined;
                                /** Format: date-time */
                                receivedAt: string;
                                redress?: string | undefined;
                                reference?: string | undefined;
                                tellEffectTo?: string | undefined;
                                translation?: string | undefined;
                            };
                            demands: number;
                            draft: string;
                            due?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                what: "receipt" | "answer";
                            } | undefined;
                            gaps: ("office" | "instrument" | "reference" | "legal-basis" | "reasons" | "meeting" | "duration" | "redress" | "tell-effect-to" | "forbids-notice-law" | "originals" | "translation")[];
                            /** Format: uuid */
                            id: string;
                            may: {
                                answer: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                begin: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                callBack: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                close: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                correct: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                propose: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                            };
                            namedMeetings: {
                                code: string;
                                looks: {
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    bucket: "cannot-tell" | "fewer-than-10" | "10-99" | "100-999" | "1000-or-more";
                                    by: {
                                        /** Format: uuid */
                                        id: string;
                                        name: string;
                                    };
                                    ordinal: number;
                                }[];
                                mayLook: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                occurrence?: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    until?: string | undefined;
                                } | undefined;
                                /** @enum {string} */
                                recommendation: "no-action" | "cannot-tell" | "findings-decide";
                                secondLookAskedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                /** @enum {string} */
                                state: "running" | "scheduled" | "idle" | "ended" | "gone";
                            }[];
                            number: number;
                            /** @enum {string} */
                            order?: ("proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed") | undefined;
                            orders: {
                                /** Format: date-time */
                                appealDueAt?: string | undefined;
                                /** Format: date-time */
                                approvedAt?: string | undefined;
                                approvedBy?: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | undefined;
                                beyond: ("advice" | "length" | "places")[];
                                beyondWhy?: string | undefined;
                                /** Format: date-time */
                                endedAt?: string | undefined;
                                excepted: string[];
                                findings: {
                                    authority: string;
                                    legality: string;
                                    necessity: string;
                                    procedure: string;
                                    rights: string;
                                };
                                /** Format: date-time */
                                from: string;
                                /** Format: uuid */
                                id: string;
                                law: string;
                                mayApprove: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                mayLift: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                meeting: number;
                                noticeMinutes: number;
                                places: string[];
                                /** Format: date-time */
                                proposedAt: string;
                                proposedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                reaches?: {
                                    excepted: string[];
                                    places: string[];
                                } | undefined;
                                reason: string;
                                /** Format: date-time */
                                sealedUntil?: string | undefined;
                                /** @enum {string} */
                                state: "proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed";
                                /** Format: date-time */
                                until: string;
                                why?: string | undefined;
                            }[];
                            /** Format: date-time */
                            receivedAt: string;
                            reference?: string | undefined;
                            repeated: boolean;
                            /** @enum {string} */
                            shown: "all" | "what-you-typed";
                            /** @enum {string} */
                            state: "received" | "under-review" | "returned" | "rejected" | "answered";
                            steps: {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                kind: string;
                                text?: string | undefined;
                            }[];
                            termsActs: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                /** Format: date */
                                on: string;
                                reviewed: boolean;
                            }[];
                            typedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            words: {
                                /** @enum {string} */
                                state: "not-yet";
                            } | {
                                /** @enum {string} */
                                state: "sealed";
                                /** Format: date */
                                until: string;
                            } | {
                                fixed: {
                                    from: number;
                                    of: number | "translation";
                                    to: number;
                                    /** @enum {string} */
                                    what: "contact" | "link" | "meeting" | "other" | "person";
                                }[];
                                forgotten: boolean;
                                mayPrepare: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                /** @enum {string} */
                                state: "open";
                            } | {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** Format: uuid */
                                id: string;
                                mayDecline: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                mayPublish: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh");
                                shown: {
                                    demand: string;
                                    redacted: ("contact" | "link" | "meeting" | "other" | "person")[];
                                    translation?: string | undefined;
                                };
                                /** @enum {string} */
                                state: "prepared";
                            } | {
                                /** Format: date-time */
                                at: string;
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                preparedBy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                shown: {
                                    demand: string;
                                    redacted: ("contact" | "link" | "meeting" | "other" | "person")[];
                                    translation?: string | undefined;
                                };
                                /** @enum {string} */
                                state: "published";
                            };
                            wordsWait?: {
                                /** Format: date-time */
                                since: string;
                                /** @enum {string} */
                                state: "sealed" | "open" | "prepared";
                            } | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/text-removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See which texts of the public log shall be taken down */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entry: number;
                            /** @enum {string} */
                            ground: "court-order" | "unlawful" | "personal-data" | "mistake";
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            mayConfirm: "yes" | "no-such-role" | "proposed-it" | "too-new";
                            mayDecline: boolean;
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            says: string;
                            /** @enum {string} */
                            text: "authority" | "reason" | "law" | "says" | "what" | "forcedBy" | "demand" | "translation" | "title" | "beyondWhy";
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Propose to take down a text of the public log */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        entry: number;
                        /** @enum {string} */
                        ground: "court-order" | "unlawful" | "personal-data" | "mistake";
                        /** @enum {string} */
                        text: "authority" | "reason" | "law" | "says" | "what" | "forcedBy" | "demand" | "translation" | "title" | "beyondWhy";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/text-removals/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm or decline that a text is taken down: another person confirms */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "confirmed" | "declined";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/beacon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a connection by which this service sees where the page's packets come from */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        sdp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sdp?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/contest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say to an order: I am not there */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        devicePlace?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "in";
                        } | {
                            /** Format: date-time */
                            dueAt: string;
                            /** @enum {string} */
                            kind: "waits";
                        } | {
                            /** @enum {string} */
                            kind: "stays-out";
                            why: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask again with the same join: the door opened, the page was loaded anew */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        stated?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            evidence: ({
                                /** @enum {string} */
                                kind: "too-quick";
                                place: string;
                            } | {
                                /** @enum {string} */
                                kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                            })[];
                            /** Format: uri */
                            gateUrl: string;
                            identity: string;
                            joinId: string;
                            key: string;
                            meeting: {
                                code: string;
                                /** @enum {string} */
                                encryption: "end-to-end" | "off";
                                nativeClients: boolean;
                                title: string;
                            };
                            name: string;
                            place?: string | undefined;
                            /** @enum {string} */
                            role: "host" | "co-host" | "acting" | "guest";
                            /** @enum {string} */
                            sure: "sure" | "likely" | "cannot-tell";
                            token: string;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held: {
                                ask: boolean;
                                /** @enum {string} */
                                because: "lobby" | "locked" | "cannot-tell" | "sent-back" | "terms" | "media-path";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                place?: string | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                            };
                            joinId: string;
                            key: string;
                            title?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            joinId: string;
                            key: string;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                429: components["responses"]["Problem"];
                /** @description Default Response */
                451: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            joinId: string;
                            key: string;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a join: server-sent events, named by their kind */
        get: {
            parameters: {
                query: {
                    key: string;
                    page?: string;
                };
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/here": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the event `where`: the address that this comes from is what counts */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree on the keys of an encrypted meeting: passed on in order, unreadable here */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        keyPackage: string;
                        /** @enum {string} */
                        kind: "hello";
                        /** Format: date-time */
                        sitting: string;
                    } | {
                        /** @enum {string} */
                        kind: "asks";
                        signatureKey: string;
                    } | {
                        group: string;
                        /** @enum {string} */
                        kind: "begun";
                    } | {
                        commit: string;
                        epoch: number;
                        group: string;
                        /** @enum {string} */
                        kind: "commit";
                        welcome?: string | undefined;
                    } | {
                        epoch: number;
                        group: string;
                        /** @enum {string} */
                        kind: "ready";
                    } | {
                        epoch: number;
                        group: string;
                        identity: string;
                        /** @enum {string} */
                        kind: "bad-change";
                    } | {
                        epoch: number;
                        group: string;
                        /** @enum {string} */
                        kind: "broken";
                    } | {
                        epoch: number;
                        group: string;
                        /** @enum {string} */
                        kind: "resume";
                    } | {
                        keyPackage: string;
                        /** @enum {string} */
                        kind: "bye";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/knock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the host to be let in against the meeting's own rule */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        says?: ("there" | "not-there") | undefined;
                        text?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave for good: the join is forgotten */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{joinId}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get proof of having been inside, for a report later; it names nobody */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joinId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            receipt: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your newest meetings, 500 at most */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            deletedAt?: string | undefined;
                            durationMinutes?: number | undefined;
                            /** @enum {string} */
                            encryption: "end-to-end" | "off";
                            /** Format: date-time */
                            endedAt?: string | undefined;
                            inProgress: boolean;
                            /** Format: date-time */
                            nextStartsAt?: string | undefined;
                            repeat?: {
                                count?: number | undefined;
                                /** @enum {string} */
                                every: "day" | "week" | "month";
                                /** @default 1 */
                                interval: number;
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            /** Format: date-time */
                            startsAt?: string | undefined;
                            timeZone?: string | undefined;
                            title: string;
                        }[];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Make a meeting: now, at a time, or repeating */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        door?: {
                            /** @enum {string} */
                            beacon?: ("wanted" | "required" | "off") | undefined;
                            /** @enum {string} */
                            entry?: ("open" | "lobby") | undefined;
                            locked?: boolean | undefined;
                        } | undefined;
                        durationMinutes?: number | undefined;
                        /** @enum {string} */
                        encryption?: ("end-to-end" | "off") | undefined;
                        hostHash?: string | undefined;
                        linkKey?: string | undefined;
                        nativeClients?: boolean | undefined;
                        repeat?: {
                            count?: number | undefined;
                            /** @enum {string} */
                            every: "day" | "week" | "month";
                            /** @default 1 */
                            interval?: number | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        } | undefined;
                        rule?: ({
                            /** @default everyone */
                            allow?: ("everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[]) | undefined;
                            /** @default [] */
                            deny?: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[] | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches?: ("probable" | "established") | undefined;
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        } | null) | undefined;
                        /** Format: date-time */
                        startsAt?: string | undefined;
                        timeZone?: string | undefined;
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            /** Format: uri */
                            joinUrl: string;
                            /** Format: uri */
                            manageUrl: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/door": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person sees before joining from here; nothing is stored */
        get: {
            parameters: {
                query?: never;
                header?: {
                    "graticule-pass"?: string;
                };
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            /** @enum {string} */
                            encryption: "end-to-end" | "off";
                            ended: boolean;
                            /** @enum {string} */
                            endedBy?: ("host" | "service") | undefined;
                            evidence: ({
                                /** @enum {string} */
                                kind: "too-quick";
                                place: string;
                            } | {
                                /** @enum {string} */
                                kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                            })[];
                            held?: {
                                ask: boolean;
                                /** @enum {string} */
                                because: "lobby" | "locked" | "cannot-tell" | "sent-back" | "terms" | "media-path";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                place?: string | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                            } | undefined;
                            /** @enum {boolean} */
                            limitedByOrder?: true | undefined;
                            limits: {
                                ground?: string | undefined;
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                tier: "platform" | "account" | "meeting";
                            }[];
                            pass?: ({
                                /** @enum {string} */
                                kind: "valid";
                                name: string;
                                used: boolean;
                            } | {
                                /** @enum {string} */
                                kind: "gone";
                            }) | undefined;
                            place?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            /** Format: date-time */
                            startsAt?: string | undefined;
                            /** @enum {string} */
                            sure: "sure" | "likely" | "cannot-tell";
                            title?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/hosting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See who waits, who may do what, and the passes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            door: {
                                /** @enum {string} */
                                beacon: "wanted" | "required" | "off";
                                /** @enum {string} */
                                entry: "open" | "lobby";
                                locked: boolean;
                            };
                            hosting: {
                                banned: {
                                    identity: string;
                                    name: string;
                                }[];
                                byPass: {
                                    identity: string;
                                    passFor: string;
                                }[];
                                successors: string[];
                                unvouched?: {
                                    identity: string;
                                    joinId: string;
                                    name: string;
                                    signatureKey: string;
                                }[] | undefined;
                                waiting: {
                                    asks?: {
                                        identity: string;
                                        signatureKey: string;
                                    } | undefined;
                                    /** @enum {string} */
                                    because: "lobby" | "locked" | "cannot-tell" | "sent-back" | "terms" | "media-path" | "knock";
                                    joinId: string;
                                    name: string;
                                    passFor?: string | undefined;
                                    /** @enum {string} */
                                    says?: ("there" | "not-there") | undefined;
                                    /** Format: date-time */
                                    since: string;
                                    text?: string | undefined;
                                }[];
                            };
                            limitedByOrder: boolean;
                            passes: {
                                /** Format: date-time */
                                createdAt: string;
                                id: string;
                                name: string;
                                used: boolean;
                            }[];
                            roles: {
                                identity: string;
                                /** @enum {string} */
                                role: "host" | "co-host" | "acting" | "guest";
                            }[];
                            ruleVersion: number;
                            runBy: string[];
                            /** @enum {string} */
                            you: "host" | "co-host" | "acting" | "guest";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/hosting/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide about somebody, or about the door */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        joinId: string;
                        /** @enum {string} */
                        kind: "admit";
                        vouched?: {
                            /** Format: date-time */
                            sitting: string;
                            voucher: {
                                delegation?: {
                                    host: string;
                                    identity: string;
                                    signature: string;
                                } | undefined;
                                signature: string;
                                signer: string;
                            };
                        } | undefined;
                    } | {
                        /** @enum {string} */
                        kind: "admit-all";
                        vouchers?: {
                            joinId: string;
                            /** Format: date-time */
                            sitting: string;
                            voucher: {
                                delegation?: {
                                    host: string;
                                    identity: string;
                                    signature: string;
                                } | undefined;
                                signature: string;
                                signer: string;
                            };
                        }[] | undefined;
                    } | {
                        /** @enum {string} */
                        kind: "vouch";
                        vouchers: {
                            joinId: string;
                            /** Format: date-time */
                            sitting: string;
                            voucher: {
                                delegation?: {
                                    host: string;
                                    identity: string;
                                    signature: string;
                                } | undefined;
                                signature: string;
                                signer: string;
                            };
                        }[];
                    } | {
                        delegation: {
                            host: string;
                            identity: string;
                            signature: string;
                        };
                        identity: string;
                        /** @enum {string} */
                        kind: "delegate";
                        /** Format: date-time */
                        sitting: string;
                    } | {
                        joinId: string;
                        /** @enum {string} */
                        kind: "decline";
                    } | {
                        identity: string;
                        /** @enum {string} */
                        kind: "remove";
                    } | {
                        identity: string;
                        /** @enum {string} */
                        kind: "ban";
                    } | {
                        identity: string;
                        /** @enum {string} */
                        kind: "unban";
                    } | {
                        identity: string;
                        /** @enum {string} */
                        kind: "send-back";
                    } | {
                        identity: string;
                        /** @enum {string} */
                        kind: "mute";
                    } | {
                        /** @enum {string} */
                        kind: "mute-all";
                    } | {
                        door: {
                            /** @enum {string} */
                            beacon?: ("wanted" | "required" | "off") | undefined;
                            /** @enum {string} */
                            entry?: ("open" | "lobby") | undefined;
                            locked?: boolean | undefined;
                        };
                        /** @enum {string} */
                        kind: "door";
                    } | {
                        identity: string;
                        /** @enum {string} */
                        kind: "role";
                        /** @enum {string} */
                        role: "co-host" | "guest";
                    } | {
                        identities: string[];
                        /** @enum {string} */
                        kind: "successors";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/hosting/passes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a traveller's pass; its link is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            name: string;
                            /** Format: uri */
                            url: string;
                            used: boolean;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/hosting/passes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a traveller's pass back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/joins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join: let in with a token for the gate, to wait, or refused with the reason */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        pass?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            evidence: ({
                                /** @enum {string} */
                                kind: "too-quick";
                                place: string;
                            } | {
                                /** @enum {string} */
                                kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                            })[];
                            /** Format: uri */
                            gateUrl: string;
                            identity: string;
                            joinId: string;
                            key: string;
                            meeting: {
                                code: string;
                                /** @enum {string} */
                                encryption: "end-to-end" | "off";
                                nativeClients: boolean;
                                title: string;
                            };
                            name: string;
                            place?: string | undefined;
                            /** @enum {string} */
                            role: "host" | "co-host" | "acting" | "guest";
                            /** @enum {string} */
                            sure: "sure" | "likely" | "cannot-tell";
                            token: string;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held: {
                                ask: boolean;
                                /** @enum {string} */
                                because: "lobby" | "locked" | "cannot-tell" | "sent-back" | "terms" | "media-path";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                place?: string | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                            };
                            joinId: string;
                            key: string;
                            title?: string | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            joinId: string;
                            key: string;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                429: components["responses"]["Problem"];
                /** @description Default Response */
                451: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            joinId: string;
                            key: string;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a meeting as its host */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            asOf: string;
                            byPlace: {
                                count: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                                place: string;
                            }[];
                            cannotTell: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                            code: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            deletedAt?: string | undefined;
                            door: {
                                /** @enum {string} */
                                beacon: "wanted" | "required" | "off";
                                /** @enum {string} */
                                entry: "open" | "lobby";
                                locked: boolean;
                            };
                            durationMinutes?: number | undefined;
                            /** @enum {string} */
                            encryption: "end-to-end" | "off";
                            /** Format: date-time */
                            endedAt?: string | undefined;
                            history: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                by?: ("host" | "co-host" | "acting" | "service") | undefined;
                                /** @enum {string} */
                                kind: "created" | "rule-set" | "rule-lifted" | "previewed" | "ended" | "co-host-named" | "co-host-ended" | "pass-made" | "pass-taken-back" | "removed" | "removed-for-good" | "allowed-again" | "sent-to-lobby" | "locked" | "unlocked" | "lobby-set" | "lobby-lifted" | "second-check-changed";
                                rule?: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                } | undefined;
                            }[];
                            hostHash?: string | undefined;
                            inProgress: boolean;
                            inside: number;
                            /** Format: uri */
                            joinUrl: string;
                            linkKey?: string | undefined;
                            /** Format: date-time */
                            nextStartsAt?: string | undefined;
                            orders: {
                                authority?: string | undefined;
                                excepted: string[];
                                places: string[];
                                /** Format: date-time */
                                until: string;
                            }[];
                            otherLimits: {
                                ground?: string | undefined;
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                tier: "platform" | "account" | "meeting";
                            }[];
                            repeat?: {
                                count?: number | undefined;
                                /** @enum {string} */
                                every: "day" | "week" | "month";
                                /** @default 1 */
                                interval: number;
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            rule?: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** Format: date-time */
                                insideFrom?: string | undefined;
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                setAt: string;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** Format: date-time */
                                until?: string | undefined;
                                version: number;
                            } | undefined;
                            ruleVersion: number;
                            /** @enum {string} */
                            secondCheck: "possible" | "impossible";
                            /** Format: date-time */
                            startsAt?: string | undefined;
                            timeZone?: string | undefined;
                            title: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Delete a meeting at once, with all of it; whoever is inside leaves */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        /** Change title, time or encryption; what is left out stays, null takes away */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        durationMinutes?: (number | null) | undefined;
                        /** @enum {string} */
                        encryption?: ("end-to-end" | "off") | undefined;
                        hostHash?: string | undefined;
                        linkKey?: string | undefined;
                        repeat?: ({
                            count?: number | undefined;
                            /** @enum {string} */
                            every: "day" | "week" | "month";
                            /** @default 1 */
                            interval?: number | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        } | null) | undefined;
                        startsAt?: (string | null) | undefined;
                        timeZone?: (string | null) | undefined;
                        title?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/api/meetings/{code}/manage/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The history of the meeting's rule, in bands and without names */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                /** @enum {string} */
                                admitted: "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
                                allowed: "everyone" | string[];
                                denied: string[];
                                /** Format: date-time */
                                from: string;
                                /** @enum {string} */
                                held: "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
                                /** Format: date-time */
                                insideFrom?: string | undefined;
                                /** @enum {string} */
                                refused: "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
                                /** @enum {string} */
                                removed: "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
                                rule?: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                } | undefined;
                                /** Format: date-time */
                                until?: string | undefined;
                            }[];
                            /** Format: date-time */
                            issuedAt: string;
                            /** Format: date-time */
                            keptUntil: string;
                            leftOut: number;
                            meeting: {
                                code: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                endedAt?: string | undefined;
                                title: string;
                                /** Format: uri */
                                url: string;
                            };
                            otherLimits: {
                                ground?: string | undefined;
                                rule: {
                                    /** @default everyone */
                                    allow: "everyone" | ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /** @default [] */
                                    deny: ({
                                        code: string;
                                        /** @enum {string} */
                                        kind: "place";
                                    } | {
                                        id: string;
                                        /** @enum {string} */
                                        kind: "group";
                                    })[];
                                    /**
                                     * @default probable
                                     * @enum {string}
                                     */
                                    matches: "probable" | "established";
                                    /**
                                     * @default admit
                                     * @enum {string}
                                     */
                                    onDoubt: "admit" | "hold" | "refuse" | "ask";
                                    /** Format: date-time */
                                    until?: string | undefined;
                                };
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                tier: "platform" | "account" | "meeting";
                            }[];
                            /** @enum {string} */
                            passes: "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
                            service: string;
                            sources: {
                                /** @enum {string} */
                                basis: "measured" | "registration" | "operator";
                                /** Format: date-time */
                                builtAt?: string | undefined;
                                maker: string;
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/certificate.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same on paper (PDF) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the meeting for all; one that repeats opens again for its next occurrence */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new management link; the one before opens nothing any more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uri */
                            manageUrl: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See whether the public log names a meeting, or could */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "cannot";
                            /** @enum {string} */
                            reason: "nothing-told" | "not-yet" | "taken-down";
                        } | {
                            /** @enum {string} */
                            kind: "can";
                            title: string;
                        } | {
                            /** Format: date */
                            day: string;
                            entry?: number | undefined;
                            /** @enum {string} */
                            kind: "named";
                            title: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Let the public log name a meeting that demands named; 409 with the reason */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Take a meeting's name in the public log back: its title is erased there */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what governments demanded of this meeting and what became of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            authority?: string | undefined;
                            demands: {
                                answer: string;
                                /** @enum {string} */
                                ground?: ("meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "too-few-there" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff") | undefined;
                                /** @enum {string} */
                                kind: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                            }[];
                            excepted: string[];
                            /** Format: date-time */
                            from?: string | undefined;
                            how?: string | undefined;
                            id: number;
                            /** @enum {string} */
                            kind: "request-answered" | "request-returned" | "request-rejected" | "order-began" | "order-ended" | "appeal-decided" | "terms-act";
                            law?: string | undefined;
                            /** Format: uuid */
                            orderId?: string | undefined;
                            places: string[];
                            reason?: string | undefined;
                            /** Format: date-time */
                            sealedUntil?: string | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                        }[];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the meeting's rule; If-Match names the version that you saw */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default everyone */
                        allow?: ("everyone" | ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[]) | undefined;
                        /** @default [] */
                        deny?: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[] | undefined;
                        /**
                         * @default probable
                         * @enum {string}
                         */
                        matches?: ("probable" | "established") | undefined;
                        /**
                         * @default admit
                         * @enum {string}
                         */
                        onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                        /** Format: date-time */
                        until?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @default everyone */
                            allow: "everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @default [] */
                            deny: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** Format: date-time */
                            insideFrom?: string | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches: "probable" | "established";
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt: "admit" | "hold" | "refuse" | "ask";
                            /** Format: date-time */
                            setAt: string;
                            /** @enum {string} */
                            setBy?: ("co-host" | "acting") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                            version: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Lift the meeting's rule; If-Match names the version that you saw */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/rule/own-effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask what a rule would do to yourself, if you are inside; nothing is noted */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default everyone */
                        allow?: ("everyone" | ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[]) | undefined;
                        /** @default [] */
                        deny?: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[] | undefined;
                        /**
                         * @default probable
                         * @enum {string}
                         */
                        matches?: ("probable" | "established") | undefined;
                        /**
                         * @default admit
                         * @enum {string}
                         */
                        onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                        /** Format: date-time */
                        until?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            you?: ("leave" | "wait" | "stay") | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{code}/manage/rule/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask what a rule would do to those inside; each question stays in the history */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default everyone */
                        allow?: ("everyone" | ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[]) | undefined;
                        /** @default [] */
                        deny?: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[] | undefined;
                        /**
                         * @default probable
                         * @enum {string}
                         */
                        matches?: ("probable" | "established") | undefined;
                        /**
                         * @default admit
                         * @enum {string}
                         */
                        onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                        /** Format: date-time */
                        until?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            asOf: string;
                            leave: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                            stay: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                            wait: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                            /** @enum {string} */
                            you?: ("leave" | "wait" | "stay") | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/own-effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether a rule of a new meeting would keep you out, where you are now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default everyone */
                        allow?: ("everyone" | ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[]) | undefined;
                        /** @default [] */
                        deny?: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[] | undefined;
                        /**
                         * @default probable
                         * @enum {string}
                         */
                        matches?: ("probable" | "established") | undefined;
                        /**
                         * @default admit
                         * @enum {string}
                         */
                        onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                        /** Format: date-time */
                        until?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            you?: ("leave" | "wait" | "stay") | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What everybody may know of an order, to appeal against it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            authority?: string | undefined;
                            excepted: string[];
                            /** Format: date */
                            from: string;
                            /** Format: uuid */
                            id: string;
                            law?: string | undefined;
                            places: string[];
                            reason?: string | undefined;
                            /** @enum {string} */
                            state: "in-force" | "over";
                            /** Format: date */
                            until: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platform-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules of the whole service: those to come, in force and over */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            effectiveAt: string;
                            /** Format: date-time */
                            enteredAt: string;
                            /** @enum {string} */
                            ground: "sanctions" | "licence" | "security" | "own-policy";
                            id: string;
                            /** Format: date-time */
                            liftedAt?: string | undefined;
                            name: string;
                            /** Format: date-time */
                            reviewAt: string;
                            rule: {
                                /** @default everyone */
                                allow: "everyone" | ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /** @default [] */
                                deny: ({
                                    code: string;
                                    /** @enum {string} */
                                    kind: "place";
                                } | {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "group";
                                })[];
                                /**
                                 * @default probable
                                 * @enum {string}
                                 */
                                matches: "probable" | "established";
                                /**
                                 * @default admit
                                 * @enum {string}
                                 */
                                onDoubt: "admit" | "hold" | "refuse" | "ask";
                                /** Format: date-time */
                                until?: string | undefined;
                            };
                            /** @enum {string} */
                            state: "coming" | "in-force" | "over";
                        }[];
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask whether someone at this service can read a report now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            people: "someone" | "no-one";
                            /** @enum {string} */
                            states: "someone" | "no-one";
                        };
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Report abuse in a meeting, without an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        fromState: boolean;
                        participant?: {
                            identity: string;
                            name: string;
                        } | undefined;
                        receipt?: string | undefined;
                        text: string;
                        /** @enum {string} */
                        what: "harassment" | "threat" | "sexual" | "child-safety" | "spam" | "other";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is inside, by place, in bands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    room: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            asOf: string;
                            byPlace: {
                                count: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                                place: string;
                            }[];
                            cannotTell: ("none" | "a-few" | number) | ("some" | "many" | "most" | "the-rest");
                            inside: number;
                            room: string;
                            serviceSeats: {
                                inside?: number | undefined;
                                /** @enum {string} */
                                policy: "allowed" | "refused";
                            };
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Register a room for this account (201; 200 if it was yours already) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    room: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            room: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            room: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room}/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a room's rule */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    room: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @default everyone */
                            allow: "everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @default [] */
                            deny: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** Format: date-time */
                            insideFrom?: string | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches: "probable" | "established";
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt: "admit" | "hold" | "refuse" | "ask";
                            /** Format: date-time */
                            setAt: string;
                            /** @enum {string} */
                            setBy?: ("co-host" | "acting") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                            version: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Set a room's rule */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    room: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default everyone */
                        allow?: ("everyone" | ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[]) | undefined;
                        /** @default [] */
                        deny?: ({
                            code: string;
                            /** @enum {string} */
                            kind: "place";
                        } | {
                            id: string;
                            /** @enum {string} */
                            kind: "group";
                        })[] | undefined;
                        /**
                         * @default probable
                         * @enum {string}
                         */
                        matches?: ("probable" | "established") | undefined;
                        /**
                         * @default admit
                         * @enum {string}
                         */
                        onDoubt?: ("admit" | "hold" | "refuse" | "ask") | undefined;
                        /** Format: date-time */
                        until?: string | undefined;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @default everyone */
                            allow: "everyone" | ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** @default [] */
                            deny: ({
                                code: string;
                                /** @enum {string} */
                                kind: "place";
                            } | {
                                id: string;
                                /** @enum {string} */
                                kind: "group";
                            })[];
                            /** Format: date-time */
                            insideFrom?: string | undefined;
                            /**
                             * @default probable
                             * @enum {string}
                             */
                            matches: "probable" | "established";
                            /**
                             * @default admit
                             * @enum {string}
                             */
                            onDoubt: "admit" | "hold" | "refuse" | "ask";
                            /** Format: date-time */
                            setAt: string;
                            /** @enum {string} */
                            setBy?: ("co-host" | "acting") | undefined;
                            /** Format: date-time */
                            until?: string | undefined;
                            version: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Lift a room's rule */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    room: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports and acts under the terms of service */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            acts: {
                                approvals: {
                                    /** Format: date-time */
                                    at: string;
                                    by: string;
                                    /** @enum {string} */
                                    review: "second" | "third";
                                }[];
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "end-meeting" | "suspend-account" | "reinstate-account" | "mute-participant" | "remove-participant";
                                mayApprove: "yes" | ("no-such-role" | "proposed-it" | "approved-it" | "near-request" | "closed" | "report-too-old");
                                /** Format: date-time */
                                proposedAt: string;
                                proposedBy: string;
                                reason: string;
                                /** Format: uuid */
                                reportId?: string | undefined;
                                requests: number[];
                                /** @enum {string} */
                                state: "waits-for-second" | "waits-for-third" | "in-effect" | "withdrawn" | "reversed";
                            }[];
                            outsideActs: {
                                /** Format: date-time */
                                enteredAt: string;
                                forcedBy: string;
                                /** Format: uuid */
                                id: string;
                                /** Format: date */
                                on: string;
                                what: string;
                            }[];
                            reports: {
                                code?: string | undefined;
                                fromState: boolean;
                                /** Format: uuid */
                                id: string;
                                inside: boolean;
                                /** Format: date */
                                on: string;
                                /** @enum {string} */
                                outcome?: ("no-action" | "acted" | "to-the-desk") | undefined;
                                participant?: string | undefined;
                                supports: ("end-meeting" | "suspend-account" | "mute-participant" | "remove-participant")[];
                                text: string;
                                /** @enum {string} */
                                what: "harassment" | "threat" | "sexual" | "child-safety" | "spam" | "other";
                            }[];
                        };
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose to end a meeting, to suspend or reinstate an account; mute or take out one participant */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "mute-participant";
                        reason: string;
                        /** Format: uuid */
                        reportId: string;
                    } | {
                        /** @enum {string} */
                        kind: "remove-participant";
                        reason: string;
                        /** Format: uuid */
                        reportId: string;
                    } | {
                        /** @enum {string} */
                        kind: "end-meeting";
                        reason: string;
                        /** Format: uuid */
                        reportId: string;
                    } | {
                        /** @enum {string} */
                        kind: "suspend-account";
                        reason: string;
                        /** Format: uuid */
                        reportId: string;
                    } | {
                        /** Format: uuid */
                        actId: string;
                        /** @enum {string} */
                        kind: "reinstate-account";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approvals: {
                                /** Format: date-time */
                                at: string;
                                by: string;
                                /** @enum {string} */
                                review: "second" | "third";
                            }[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "end-meeting" | "suspend-account" | "reinstate-account" | "mute-participant" | "remove-participant";
                            mayApprove: "yes" | ("no-such-role" | "proposed-it" | "approved-it" | "near-request" | "closed" | "report-too-old");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: string;
                            reason: string;
                            /** Format: uuid */
                            reportId?: string | undefined;
                            requests: number[];
                            /** @enum {string} */
                            state: "waits-for-second" | "waits-for-third" | "in-effect" | "withdrawn" | "reversed";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety/acts/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve an act, which takes another person, or withdraw it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "approve" | "withdraw";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approvals: {
                                /** Format: date-time */
                                at: string;
                                by: string;
                                /** @enum {string} */
                                review: "second" | "third";
                            }[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "end-meeting" | "suspend-account" | "reinstate-account" | "mute-participant" | "remove-participant";
                            mayApprove: "yes" | ("no-such-role" | "proposed-it" | "approved-it" | "near-request" | "closed" | "report-too-old");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: string;
                            reason: string;
                            /** Format: uuid */
                            reportId?: string | undefined;
                            requests: number[];
                            /** @enum {string} */
                            state: "waits-for-second" | "waits-for-third" | "in-effect" | "withdrawn" | "reversed";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety/acts/{id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look again at an act because of a request; one that is reversed holds no more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "stands" | "reversed";
                        reasons: string;
                        request: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approvals: {
                                /** Format: date-time */
                                at: string;
                                by: string;
                                /** @enum {string} */
                                review: "second" | "third";
                            }[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "end-meeting" | "suspend-account" | "reinstate-account" | "mute-participant" | "remove-participant";
                            mayApprove: "yes" | ("no-such-role" | "proposed-it" | "approved-it" | "near-request" | "closed" | "report-too-old");
                            /** Format: date-time */
                            proposedAt: string;
                            proposedBy: string;
                            reason: string;
                            /** Format: uuid */
                            reportId?: string | undefined;
                            requests: number[];
                            /** @enum {string} */
                            state: "waits-for-second" | "waits-for-third" | "in-effect" | "withdrawn" | "reversed";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety/outside-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter what a court forced the operator to do outside the product */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code?: string | undefined;
                        forcedBy: string;
                        /** Format: date */
                        on: string;
                        what: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety/reports/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a report without an act, or send it to the desk */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "no-action" | "to-the-desk";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person?: {
                                administrator: boolean;
                                desk: boolean;
                                /** Format: email */
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                name: string;
                                secondFactor: boolean;
                            } | undefined;
                            setUp: boolean;
                            /** @enum {string} */
                            signUp: "closed" | "invitation" | "open";
                        };
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What every page needs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            contact?: string | undefined;
                            /** @enum {string} */
                            mail: "smtp" | "mailbox";
                            placeNames: {
                                [key: string]: string;
                            };
                            serviceName: string;
                        };
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange the one-time set-up link for the administrator's account and session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        contact?: string | undefined;
                        /** Format: email */
                        email: string;
                        name: string;
                        password: string;
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                            detail?: string | undefined;
                            errors?: {
                                detail: string;
                                pointer: string;
                            }[] | undefined;
                            proposed?: {
                                /** Format: date-time */
                                proposedAt: string;
                                roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                                /** Format: date-time */
                                waitsUntil?: string | undefined;
                            } | undefined;
                            reason?: string | undefined;
                            refusal?: {
                                authority?: string | undefined;
                                /** @enum {string} */
                                because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                                /** @enum {string} */
                                decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                                evidence: ({
                                    /** @enum {string} */
                                    kind: "too-quick";
                                    place: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                                })[];
                                law?: string | undefined;
                                limitPlace?: string | undefined;
                                orderId?: string | undefined;
                                place?: string | undefined;
                                /** @enum {string} */
                                setBy?: ("co-host" | "acting") | undefined;
                                /** @enum {string} */
                                sure: "sure" | "likely" | "cannot-tell";
                                /** Format: date-time */
                                until?: string | undefined;
                            } | undefined;
                            status: number;
                            title: string;
                            type: string;
                        };
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the location data comes from */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attribution: string;
                            /** @enum {string} */
                            basis: "measured" | "registration" | "operator";
                            /** Format: date-time */
                            builtAt?: string | undefined;
                            id: string;
                            /** @enum {string} */
                            kind: "country" | "geofeed" | "list";
                            licence: string;
                            maker: string;
                            /** @enum {string} */
                            state: "fresh" | "stale" | "missing" | "rejected";
                        }[];
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transparency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public log in figures */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            figures: {
                                appeals: {
                                    byMonth: {
                                        made: number | ("none" | "fewer-than-10");
                                        month: string;
                                        overturned: number | ("none" | "fewer-than-10");
                                    }[];
                                    /** @enum {string} */
                                    corrected: "none" | "1-or-more" | "10-or-more" | "100-or-more" | "1000-or-more";
                                };
                                demands: {
                                    asked: number;
                                    /** @enum {string} */
                                    demand: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                                    met: number;
                                    narrowed: number;
                                    notHandledHere: number;
                                    open: number;
                                    refused: number;
                                    sentBack: number;
                                }[];
                                findings: {
                                    index: number;
                                    /** @enum {string} */
                                    what: "met-what-has-one-answer" | "answers-other-demands" | "begins-nowhere";
                                }[];
                                looks: number;
                                months: {
                                    asked: number;
                                    met: number;
                                    month: string;
                                    narrowed: number;
                                    notHandledHere: number;
                                    orders: number;
                                    refused: number;
                                    requests: number;
                                    sentBack: number;
                                }[];
                                orders: {
                                    ahead: number;
                                    approved: number;
                                    byAuthority: {
                                        approved: number;
                                        authority: {
                                            /** @enum {string} */
                                            kind: "named";
                                            name: string;
                                        } | {
                                            /** @enum {string} */
                                            kind: "sealed";
                                            /** Format: date */
                                            until: string;
                                        } | {
                                            /** @enum {string} */
                                            kind: "taken-down";
                                        };
                                        behind: string;
                                        inForce: number;
                                    }[];
                                    byPlace: {
                                        approved: number;
                                        inForce: number;
                                        place: string;
                                    }[];
                                    inForce: number;
                                    over: {
                                        appealNotDecided: number;
                                        lapsed: number;
                                        lifted: number;
                                        occurrenceOver: number;
                                        overturned: number;
                                    };
                                    withCorrections: number;
                                    withEffect: number;
                                };
                                outsideActs: number;
                                requests: {
                                    answered: number;
                                    open: number;
                                    received: number;
                                    rejected: number;
                                    repeated: number;
                                    returned: number;
                                };
                                sealed: {
                                    ahead: number;
                                    opened: number;
                                };
                                setAside: number;
                                sideDoors: {
                                    declined: number;
                                    inEffect: number;
                                    open: number;
                                    proposed: number;
                                    what: string;
                                }[];
                                size: number;
                                termsActs: {
                                    all: number;
                                    linked: number;
                                    reversed: number;
                                    reviewed: number;
                                };
                                textsRemoved: number;
                                through: string | null;
                                timeToAnswer: {
                                    count: number;
                                    longestDays: number;
                                    medianDays: number;
                                } | null;
                                timeToLift: {
                                    count: number;
                                    longestDays: number;
                                    medianDays: number;
                                } | null;
                                /** Format: date */
                                today: string;
                                undone: {
                                    authoritiesWithdrawn: number;
                                    platformRulesLifted: number;
                                    staffLeft: number;
                                };
                            };
                        };
                    };
                };
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transparency/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The entries behind a figure; the newest first */
        get: {
            parameters: {
                query: {
                    before?: string;
                    behind: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                            entries: {
                                index: number;
                                leaf: string;
                                texts: {
                                    [key: string]: {
                                        salt: string;
                                        value: string;
                                    } | "taken-down";
                                };
                            }[];
                            next?: number | undefined;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transparency/entries/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An entry of the public log, and all that belong to it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    index: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entry: {
                                index: number;
                                leaf: string;
                                texts: {
                                    [key: string]: {
                                        salt: string;
                                        value: string;
                                    } | "taken-down";
                                };
                            };
                            history: {
                                index: number;
                                leaf: string;
                                texts: {
                                    [key: string]: {
                                        salt: string;
                                        value: string;
                                    } | "taken-down";
                                };
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transparency/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What authorities asked, and what became of it; the newest first */
        get: {
            parameters: {
                query?: {
                    before?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next?: number | undefined;
                            rows: {
                                authority: {
                                    /** @enum {string} */
                                    kind: "named";
                                    name: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "sealed";
                                    /** Format: date */
                                    until: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "taken-down";
                                };
                                branch: string;
                                /** Format: date */
                                closedOn?: string | undefined;
                                demands: {
                                    answer?: string | undefined;
                                    /** @enum {string} */
                                    demand: "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
                                }[];
                                orders: {
                                    places: string[];
                                    /** @enum {string} */
                                    state: "ahead" | "in-force" | "over";
                                }[];
                                /** Format: date */
                                receivedOn: string;
                                request: number;
                                /** @enum {string} */
                                state: "open" | "answered" | "returned" | "rejected";
                            }[];
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transparency/requests/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All entries of the public log that belong to a request */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                index: number;
                                leaf: string;
                                texts: {
                                    [key: string]: {
                                        salt: string;
                                        value: string;
                                    } | "taken-down";
                                };
                            }[];
                            request: number;
                            through: string | null;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether database, engine and location sources answer, and whether the public log is signed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            database: "ok" | "failing";
                            /** @enum {string} */
                            engine: "ok" | "failing";
                            /** @enum {string} */
                            log: "starting" | "signing" | "waiting" | "stopped";
                            /** @enum {string} */
                            logReason?: ("behind" | "forked" | "damaged" | "head-file" | "key" | "signature" | "clock") | undefined;
                            logSetAside: number;
                            /** Format: date-time */
                            logSince?: string | undefined;
                            /** @enum {string} */
                            sources: "ok" | "failing";
                            /** @enum {string} */
                            status: "ok" | "failing";
                        };
                    };
                };
                429: components["responses"]["Problem"];
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            database: "ok" | "failing";
                            /** @enum {string} */
                            engine: "ok" | "failing";
                            /** @enum {string} */
                            log: "starting" | "signing" | "waiting" | "stopped";
                            /** @enum {string} */
                            logReason?: ("behind" | "forked" | "damaged" | "head-file" | "key" | "signature" | "clock") | undefined;
                            logSetAside: number;
                            /** Format: date-time */
                            logSince?: string | undefined;
                            /** @enum {string} */
                            sources: "ok" | "failing";
                            /** @enum {string} */
                            status: "ok" | "failing";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts in the Prometheus format, for the administrator and who has METRICS_TOKEN */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: never;
    responses: {
        /** @description A problem (RFC 9457) */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @enum {string} */
                    code: "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
                    detail?: string | undefined;
                    errors?: {
                        detail: string;
                        pointer: string;
                    }[] | undefined;
                    proposed?: {
                        /** Format: date-time */
                        proposedAt: string;
                        roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
                        /** Format: date-time */
                        waitsUntil?: string | undefined;
                    } | undefined;
                    reason?: string | undefined;
                    refusal?: {
                        authority?: string | undefined;
                        /** @enum {string} */
                        because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
                        /** @enum {string} */
                        decidedBy: "meeting" | "account" | "platform" | "order" | "host";
                        evidence: ({
                            /** @constant */
                            kind: "too-quick";
                            place: string;
                        } | {
                            /** @enum {string} */
                            kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
                        })[];
                        law?: string | undefined;
                        limitPlace?: string | undefined;
                        orderId?: string | undefined;
                        place?: string | undefined;
                        /** @enum {string} */
                        setBy?: ("co-host" | "acting") | undefined;
                        /** @enum {string} */
                        sure: "sure" | "likely" | "cannot-tell";
                        /** Format: date-time */
                        until?: string | undefined;
                    } | undefined;
                    status: number;
                    title: string;
                    type: string;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
