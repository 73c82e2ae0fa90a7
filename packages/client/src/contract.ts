// Made from the service's OpenAPI document by `npm run client`; not to be edited.
/** Parameters of an operation, and no others than these. */
type Takes<P> = P & { [K in Exclude<"query" | "header" | "path" | "cookie", keyof P>]?: never };
type Path<P> = Takes<{ path: P }>;
type Json<T> = { content: { "application/json": T } };
type Nothing = { content?: never };
type Problems<Status extends number> = {
    [S in Status]: { content: { "application/problem+json": Problem } };
};

export type paths = {
    "/api/account/keys": {
        /** List your API keys, newest first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<ApiKey[]>;
            };
        };
        /** Make an API key; its secret is shown once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<ApiKeyInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<ApiKeyCreated>;
            };
        };
    };
    "/api/account/keys/{id}": {
        /** End a key at once: tokens signed with it open no door any more */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/keys/{id}/rotate": {
        /** Make a key in place of this one, which works for 7 more days */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<ApiKeyCreated>;
            };
        };
    };
    "/api/account/place-sets": {
        /** List sets of places: the account's own */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<PlaceSet[]>;
            };
        };
    };
    "/api/account/place-sets/{id}": {
        /** Write one of the account's own sets of places */
        put: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<PlaceSetInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<PlaceSet>;
            };
        };
        /** Delete one of the account's own sets of places */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/proposed-roles": {
        /** See for which roles of the desk you were proposed */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<OwnProposal[]>;
            };
        };
    };
    "/api/account/proposed-roles/{id}/acceptance": {
        /** Accept a role of the desk in person, with a passkey of your own */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<AcceptanceInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/rule": {
        /** Read the account's rule: the default for what it makes, or locked for all of it */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<AccountRule>;
            };
        };
        /** Set the account's rule: the default for what it makes, or locked for all of it; If-Match names the version that you saw */
        put: {
            parameters: Takes<{}>;
            requestBody: Json<AccountRuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<AccountRule>;
            };
        };
        /** Lift the account's rule: the default for what it makes, or locked for all of it */
        delete: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/webhooks": {
        /** List your webhooks, with how the last delivery went */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<Webhook[]>;
            };
        };
        /** Make a webhook; its secret is shown once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<WebhookInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<WebhookCreated>;
            };
        };
    };
    "/api/account/webhooks/{id}": {
        /** Delete a webhook with all that still waits for it */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/webhooks/{id}/test": {
        /** Send a test event; the list says how it went */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/agreement": {
        /** See how far the location sources agree: counts, never an address */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<SourceAgreement>;
            };
        };
        /** Compare the location sources again; returns at once */
        post: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                202: Nothing;
            };
        };
    };
    "/api/admin/invitations": {
        /** List the invitations that are open */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<Invitation[]>;
            };
        };
        /** Invite someone to make an account */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<InvitationInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<InvitationCreated>;
            };
        };
    };
    "/api/admin/invitations/{id}": {
        /** Take an invitation back */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/mailbox": {
        /** Mail that no server took, newest first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<Letter[]>;
            };
        };
    };
    "/api/admin/people": {
        /** List everyone who has an account, by name */
        get: {
            parameters: Takes<{
                query?: {
                    page?: number;
                    search?: string;
                };
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<ListedPeople>;
            };
        };
    };
    "/api/admin/place-sets": {
        /** List sets of places: the service's */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<PlaceSet[]>;
            };
        };
    };
    "/api/admin/place-sets/{id}": {
        /** Write one of the service's sets of places */
        put: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<PlaceSetInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<PlaceSet>;
            };
        };
        /** Delete one of the service's sets of places */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/platform-rules": {
        /** The same, for administrators */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<PlatformRule[]>;
            };
        };
        /** Enter a rule of the whole service: it takes effect 7 days later, or when the desk confirms it */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<PlatformRuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<PlatformRule>;
            };
        };
    };
    "/api/admin/platform-rules/{id}/lift": {
        /** Lift a rule of the whole service at once */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<PlatformRule>;
            };
        };
    };
    "/api/admin/rule": {
        /** Read the rule that new meetings are made with where their account has no default */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<AccountRule>;
            };
        };
        /** Set the rule that new meetings are made with where their account has no default; If-Match names the version that you saw */
        put: {
            parameters: Takes<{}>;
            requestBody: Json<AccountRuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<AccountRule>;
            };
        };
        /** Lift the rule that new meetings are made with where their account has no default */
        delete: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/settings": {
        /** See the settings */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<Settings>;
            };
        };
        /** Change the settings */
        put: {
            parameters: Takes<{}>;
            requestBody: Json<Settings>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/staff": {
        /** See who is of the desk, and the changes of its staff */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskStaff>;
            };
        };
    };
    "/api/admin/staff-changes": {
        /** Propose someone for the desk: an approver confirms, or it waits for 7 days */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<StaffChangeInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<DeskChange>;
            };
        };
    };
    "/api/admin/staff-changes/{id}/withdrawal": {
        /** Take back a change that was proposed here */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskChange>;
            };
        };
    };
    "/api/admin/status": {
        /** How the service is: counts and reasons, never a person */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<ServiceStatus>;
            };
        };
    };
    "/api/appeals": {
        /** Appeal against an order; its private link is shown once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<AppealInput>;
            responses: Problems<400 | 429> & {
                201: Json<AppealCreated>;
            };
        };
    };
    "/api/appeals/status": {
        /** See where an appeal stands, by the secret of its link */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<AppealStatusInput>;
            responses: Problems<400 | 429> & {
                200: Json<AppealStatus>;
            };
        };
    };
    "/api/desk": {
        /** See who you are for the desk, what it can't do, and what waits */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskOverview>;
            };
        };
    };
    "/api/desk/appeals": {
        /** The cases, newest first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<AppealCase[]>;
            };
        };
    };
    "/api/desk/appeals/{orderId}/{no}/public": {
        /** More of what the public wrote in a case */
        get: {
            parameters: Takes<{
                query: {
                    after: number;
                };
                path: {
                    no: number;
                    orderId: string;
                };
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MoreStatements>;
            };
        };
    };
    "/api/desk/appeals/{orderId}/decision": {
        /** Decide a case: an order that is overturned ends at once */
        post: {
            parameters: Path<{
                orderId: string;
            }>;
            requestBody: Json<AppealDecision>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/desk/changes": {
        /** Propose what another person confirms */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<ChangeInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<DeskChange>;
            };
        };
    };
    "/api/desk/changes/{id}/decision": {
        /** Confirm, decline or take back a change */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<ChangeDecision>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskChange>;
            };
        };
    };
    "/api/desk/contests": {
        /** Those who say that they are not where an order reaches, the longest waiting first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskContest[]>;
            };
        };
    };
    "/api/desk/contests/{id}/answer": {
        /** Let someone in, or tell them why they stay out */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<ContestAnswer>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/desk/misplacements": {
        /** Networks mislocated more than once within a day; never which */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskMisplacement[]>;
            };
        };
    };
    "/api/desk/misplacements/{id}/answer": {
        /** Correct where a network is, or leave it; it is forgotten by both */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<MisplacementAnswer>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MisplacementAnswered>;
            };
        };
    };
    "/api/desk/register": {
        /** See authorities, disputed territories, desk members and changes */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskRegister>;
            };
        };
    };
    "/api/desk/register/{id}/withdrawal": {
        /** Withdraw an authority: one person suffices */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/desk/requests": {
        /** List the newest requests */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<RequestSummary[]>;
            };
        };
        /** Enter what an authority sent */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<RequestContent>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<DeskRequest>;
            };
        };
    };
    "/api/desk/requests/{id}": {
        /** See a request, with what you may do; 403 for a liaison to its authority */
        get: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskRequest>;
            };
        };
    };
    "/api/desk/requests/{id}/acts": {
        /** Do something to a request; 409 if someone was faster, 403 with the reason */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<RequestAct>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskRequest>;
            };
        };
    };
    "/api/desk/text-removals": {
        /** See which texts of the public log shall be taken down */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<TextRemoval[]>;
            };
        };
        /** Propose to take down a text of the public log */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<TextRemovalInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<TextRemovalCreated>;
            };
        };
    };
    "/api/desk/text-removals/{id}/decision": {
        /** Confirm or decline that a text is taken down: another person confirms */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<TextRemovalDecision>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/beacon": {
        /** Open a connection by which this service sees where the page's packets come from */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            requestBody: Json<BeaconOffer>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<BeaconAnswer>;
            };
        };
    };
    "/api/joins/{joinId}/contest": {
        /** Say to an order: I am not there */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            requestBody: Json<ContestInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<ContestState>;
            };
        };
    };
    "/api/joins/{joinId}/enter": {
        /** Ask again with the same join: the door opened, the page was loaded anew */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            requestBody: Json<EnterInput>;
            responses: Problems<400 | 429> & {
                200: Json<JoinAdmitted>;
                202: Json<JoinHeld>;
                401: Json<Problem>;
                403: Json<JoinRefusedProblem>;
                451: Json<JoinRefusedProblem>;
            };
        };
    };
    "/api/joins/{joinId}/events": {
        /** Follow a join: server-sent events, named by their kind */
        get: {
            parameters: Takes<{
                query: {
                    key: string;
                    page?: string;
                };
                path: {
                    joinId: string;
                };
            }>;
            responses: Problems<400 | 429> & {
                200: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/here": {
        /** Answer the event `where`: the address that this comes from is what counts */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/keys": {
        /** Agree on the keys of an encrypted meeting: passed on in order, unreadable here */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            requestBody: Json<KeysMessage>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/knock": {
        /** Ask the host to be let in against the meeting's own rule */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            requestBody: Json<KnockInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/leave": {
        /** Leave for good: the join is forgotten */
        post: {
            parameters: Path<{
                joinId: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/receipt": {
        /** Get proof of having been inside, for a report later; it names no one */
        get: {
            parameters: Path<{
                joinId: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<InsideReceipt>;
            };
        };
    };
    "/api/meetings": {
        /** List your newest meetings, 500 at most */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<MeetingSummary[]>;
            };
        };
        /** Make a meeting: now, at a time, or repeating */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<MeetingInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<MeetingCreated>;
            };
        };
    };
    "/api/meetings/{code}/door": {
        /** What a person sees before joining from here; nothing is stored */
        get: {
            parameters: Takes<{
                header?: {
                    "graticule-pass"?: string;
                };
                path: {
                    code: MeetingCode;
                };
            }>;
            responses: Problems<400 | 429> & {
                200: Json<Door>;
                401: Json<Problem>;
                403: Json<Problem>;
            };
        };
    };
    "/api/meetings/{code}/hosting": {
        /** See who waits, who may do what, and the passes */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<Hosting>;
            };
        };
    };
    "/api/meetings/{code}/hosting/acts": {
        /** Decide about someone, or about the door */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<HostAct>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/meetings/{code}/hosting/passes": {
        /** Make a traveller's pass; its link is shown once */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<PassInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<PassCreated>;
            };
        };
    };
    "/api/meetings/{code}/hosting/passes/{id}": {
        /** Take a traveller's pass back */
        delete: {
            parameters: Path<{
                code: MeetingCode;
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/meetings/{code}/joins": {
        /** Join: let in with a token for the gate, to wait, or refused with the reason */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<JoinInput>;
            responses: Problems<400 | 429> & {
                200: Json<JoinAdmitted>;
                202: Json<JoinHeld>;
                401: Json<Problem>;
                403: Json<JoinRefusedProblem>;
                451: Json<JoinRefusedProblem>;
            };
        };
    };
    "/api/meetings/{code}/manage": {
        /** See a meeting as its host */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<Meeting>;
            };
        };
        /** Delete a meeting at once, with all of it; everyone inside leaves */
        delete: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
        /** Change title, time or encryption; what is left out stays, null takes away */
        patch: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<MeetingChange>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/meetings/{code}/manage/certificate": {
        /** The history of the meeting's rule, in bands and without names */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<Certificate>;
            };
        };
    };
    "/api/meetings/{code}/manage/certificate.pdf": {
        /** The same on paper (PDF) */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Nothing;
            };
        };
    };
    "/api/meetings/{code}/manage/end": {
        /** End the meeting for all; one that repeats opens again for its next occurrence */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/meetings/{code}/manage/link": {
        /** Make a new management link; the one before opens nothing any more */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<ManageLink>;
            };
        };
    };
    "/api/meetings/{code}/manage/name": {
        /** See whether the public log names a meeting, or could */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MeetingName>;
            };
        };
        /** Let the public log name a meeting that demands named; 409 with the reason */
        put: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<MeetingNameInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
        /** Take a meeting's name in the public log back: its title is erased there */
        delete: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/meetings/{code}/manage/notices": {
        /** Read what governments demanded of this meeting and what became of it */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<HostNotice[]>;
            };
        };
    };
    "/api/meetings/{code}/manage/rule": {
        /** Set the meeting's rule; If-Match names the version that you saw */
        put: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<RuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MeetingRule>;
            };
        };
        /** Lift the meeting's rule; If-Match names the version that you saw */
        delete: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/meetings/{code}/manage/rule/own-effect": {
        /** Ask what a rule would do to yourself, if you are inside; nothing is noted */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<RuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<OwnEffect>;
            };
        };
    };
    "/api/meetings/{code}/manage/rule/preview": {
        /** Ask what a rule would do to those inside; each question stays in the history */
        post: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<RuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<RulePreview>;
            };
        };
    };
    "/api/meetings/own-effect": {
        /** Ask whether a rule of a new meeting would keep you out, where you are now */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<RuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<OwnEffect>;
            };
        };
    };
    "/api/orders/{id}": {
        /** What everyone may know about an order, to appeal against it */
        get: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 429> & {
                200: Json<PublicOrder>;
            };
        };
    };
    "/api/platform-rules": {
        /** Rules of the whole service: those to come, in force and over */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<PlatformRule[]>;
            };
        };
    };
    "/api/reports": {
        /** Ask whether someone at this service can read a report now */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<ReportReaders>;
            };
        };
        /** Report abuse in a meeting, without an account */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<ReportInput>;
            responses: Problems<400 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/rooms/{room}": {
        /** Who is inside, by place, in bands */
        get: {
            parameters: Path<{
                room: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<Room>;
            };
        };
        /** Register a room for this account (201; 200 if it was yours already) */
        post: {
            parameters: Path<{
                room: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<RoomRegistered>;
                201: Json<RoomRegistered>;
            };
        };
    };
    "/api/rooms/{room}/rule": {
        /** Read a room's rule */
        get: {
            parameters: Path<{
                room: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MeetingRule>;
            };
        };
        /** Set a room's rule */
        put: {
            parameters: Path<{
                room: string;
            }>;
            requestBody: Json<RuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MeetingRule>;
            };
        };
        /** Lift a room's rule */
        delete: {
            parameters: Path<{
                room: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/safety": {
        /** Abuse reports and terms-of-service actions */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<SafetyOverview>;
            };
        };
    };
    "/api/safety/acts": {
        /** Propose to end a meeting, or to suspend or reinstate an account; mute or remove one participant */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<TermsActInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<TermsAct>;
            };
        };
    };
    "/api/safety/acts/{id}/decision": {
        /** Approve an action, which takes another person, or withdraw it */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<TermsDecision>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<TermsAct>;
            };
        };
    };
    "/api/safety/acts/{id}/reviews": {
        /** Review an action because of a request; a reversed one no longer applies */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<TermsReviewInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<TermsAct>;
            };
        };
    };
    "/api/safety/outside-acts": {
        /** Enter what a court forced the operator to do outside the product */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<OutsideActInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Nothing;
            };
        };
    };
    "/api/safety/reports/{id}/outcome": {
        /** Close a report without action, or send it to the desk */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<ReportOutcome>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/session": {
        /** Who is signed in */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Session>;
            };
        };
    };
    "/api/settings": {
        /** What every page needs */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<PublicSettings>;
            };
        };
    };
    "/api/setup": {
        /** Exchange the one-time set-up link for the administrator's account and session */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<SetupInput>;
            responses: Problems<400 | 429> & {
                204: Nothing;
                401: Json<Problem>;
                403: Json<Problem>;
            };
        };
    };
    "/api/sources": {
        /** Where the location data comes from */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Source[]>;
            };
        };
    };
    "/api/transparency": {
        /** The public log in figures */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Transparency>;
            };
        };
    };
    "/api/transparency/entries": {
        /** The entries behind a figure; the newest first */
        get: {
            parameters: Takes<{
                query: {
                    before?: string;
                    behind: string;
                };
            }>;
            responses: Problems<400 | 429> & {
                200: Json<EntriesBehind>;
            };
        };
    };
    "/api/transparency/entries/{index}": {
        /** An entry of the public log, and all that belong to it */
        get: {
            parameters: Path<{
                index: string;
            }>;
            responses: Problems<400 | 429> & {
                200: Json<EntryWithHistory>;
            };
        };
    };
    "/api/transparency/requests": {
        /** What authorities asked, and what became of it; the newest first */
        get: {
            parameters: Takes<{
                query?: {
                    before?: string;
                };
            }>;
            responses: Problems<400 | 429> & {
                200: Json<LoggedRequests>;
            };
        };
    };
    "/api/transparency/requests/{number}": {
        /** All entries of the public log that belong to a request */
        get: {
            parameters: Path<{
                number: string;
            }>;
            responses: Problems<400 | 429> & {
                200: Json<LoggedRequest>;
            };
        };
    };
    "/healthz": {
        /** Whether database, engine and location sources answer, and whether the public log is signed */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Health>;
                503: Json<Health>;
            };
        };
    };
    "/metrics": {
        /** Counts in the Prometheus format, for the administrator and who has METRICS_TOKEN */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: {
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
    };
};
export type AcceptanceInput = {
    response: {
        [key: string]: unknown;
    };
};
export type AccountRule = {
    held?: {
        mode: "default" | "locked";
        rule: Rule;
        setAt: Moment;
    } | undefined;
    serviceDefault?: Rule | undefined;
    version: number;
};
export type AccountRuleInput = {
    mode: "default" | "locked";
    rule: RuleInput;
};
export type AgreementReport = {
    at: Moment;
    families: {
        all: number;
        compared: number;
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
};
export type ApiKey = {
    createdAt: Moment;
    expiresAt?: Moment | undefined;
    id: string;
    lastUsedOn?: Day | undefined;
    name: string;
    scopes: KeyScope[];
};
export type ApiKeyCreated = {
    createdAt: Moment;
    expiresAt?: Moment | undefined;
    id: string;
    lastUsedOn?: Day | undefined;
    name: string;
    scopes: KeyScope[];
    secret: string;
};
export type ApiKeyInput = {
    name: string;
    scopes: KeyScope[];
};
export type AppealCase = {
    decision?: {
        at: Moment;
        by: string;
        outcome: "upheld" | "overturned";
        reasons: string;
    } | undefined;
    dueAt: Moment;
    mayDecide: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "closed");
    no: number;
    openedAt: Moment;
    orderId: Uuid;
    publicAfter?: number | undefined;
    readTo: number;
    request: RequestReference;
    statements: AppealStatement[];
};
export type AppealCreated = {
    dueAt: Moment;
    /** Format: uri */
    url: string;
};
export type AppealDecision = {
    no: number;
    outcome: "upheld" | "overturned";
    readTo: number;
    reasons: string;
};
export type AppealInput = {
    by: "refused" | "host" | "public";
    code?: string | undefined;
    joinId?: string | undefined;
    orderId: Uuid;
    text: string;
};
export type AppealStatement = {
    by: "refused" | "host" | "public";
    on: Day;
    text: string;
};
export type AppealStatus = {
    decidedAt?: Moment | undefined;
    dueAt: Moment;
    madeOn: Day;
    reasons?: string | undefined;
    state: "open" | "upheld" | "overturned" | "not-decided-in-time" | "order-over";
    text: string;
};
export type AppealStatusInput = {
    secret: string;
};
export type AskedBy = {
    kind: "named";
    name: string;
} | {
    kind: "sealed";
    until: Day;
} | {
    kind: "taken-down";
};
export type AuthorityInput = {
    contact: string;
    instruments: Instrument[];
    name: string;
    series?: Uuid | undefined;
    territory: {
        home: PlaceCode;
        kind: "country";
    } | {
        home: PlaceCode;
        kind: "state";
    } | {
        kind: "union";
        union: "EU";
    };
};
export type Band = "none" | "a-few" | number;
export type BeaconAnswer = {
    sdp?: string | undefined;
};
export type BeaconOffer = {
    sdp: string;
};
export type Beyond = "advice" | "length" | "places";
export type Branch = "court" | "executive" | "police" | "other";
export type Bucket = "cannot-tell" | "fewer-than-10" | "10-99" | "100-999" | "1000-or-more";
export type Certificate = {
    entries: {
        admitted: CertifiedCount;
        allowed: "everyone" | PlaceCode[];
        denied: PlaceCode[];
        from: Moment;
        held: CertifiedCount;
        insideFrom?: Moment | undefined;
        refused: CertifiedCount;
        removed: CertifiedCount;
        rule?: Rule | undefined;
        until?: Moment | undefined;
    }[];
    issuedAt: Moment;
    keptUntil: Moment;
    leftOut: number;
    meeting: {
        code: string;
        createdAt: Moment;
        endedAt?: Moment | undefined;
        title: string;
        /** Format: uri */
        url: string;
    };
    otherLimits: LimitInForce[];
    passes: CertifiedCount;
    service: string;
    sources: {
        basis: "measured" | "registration" | "operator";
        builtAt?: Moment | undefined;
        maker: string;
    }[];
};
export type CertifiedCount = "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
export type ChangeDecision = {
    outcome: "confirmed" | "declined" | "withdrawn";
};
export type ChangeInput = StaffChangeInput | {
    authority: AuthorityInput;
    kind: "authority";
} | {
    add: PlaceCode[];
    kind: "disputed-places";
    remove: PlaceCode[];
    source: string;
} | {
    digest: string;
    kind: "geofeed";
};
export type Channel = "post" | "e-mail" | "portal" | "in-person" | "telephone" | "other";
export type Colleague = {
    id: Uuid;
    name: string;
};
export type ContentGap = "office" | "instrument" | "reference" | "legal-basis" | "reasons" | "meeting" | "duration" | "redress" | "tell-effect-to" | "forbids-notice-law" | "originals" | "translation";
export type ContestAnswer = {
    kind: "in";
} | {
    kind: "stays-out";
    why: string;
};
export type ContestInput = {
    devicePlace?: PlaceCode | undefined;
};
export type ContestState = {
    kind: "in";
} | {
    dueAt: Moment;
    kind: "waits";
} | {
    kind: "stays-out";
    why: string;
};
/** Format: date */
export type Day = string;
export type DaysTaken = {
    count: number;
    longestDays: number;
    medianDays: number;
};
export type Delegation = {
    host: string;
    identity: string;
    signature: string;
};
export type DemandAnswer = {
    answer: "met" | "narrowed" | "refused" | "not-handled-here";
    at: Moment;
    by: Colleague;
    ground?: Ground | undefined;
};
export type DemandFigures = {
    asked: number;
    demand: DemandKind;
    met: number;
    narrowed: number;
    notHandledHere: number;
    open: number;
    refused: number;
    sentBack: number;
};
export type DemandKind = "withhold-meeting" | "end-meeting" | "suspend-account" | "withhold-person" | "limit-other-meetings" | "serve-country-off" | "monitor-or-record" | "weaken-encryption" | "stay-silent" | "block-topic" | "hand-over-data" | "other";
export type DemandWords = {
    state: "not-yet";
} | {
    state: "sealed";
    until: Day;
} | {
    fixed: WordsSpan[];
    forgotten: boolean;
    mayPrepare: Permit;
    state: "open";
} | {
    at: Moment;
    by: Colleague;
    id: Uuid;
    mayDecline: Permit;
    mayPublish: Permit;
    shown: PublicWords;
    state: "prepared";
} | {
    at: Moment;
    by: Colleague;
    preparedBy: Colleague;
    shown: PublicWords;
    state: "published";
};
export type DeskChange = {
    about?: {
        accepted: boolean;
        email: string;
        emailVerified: boolean;
    } | undefined;
    decidedAt?: Moment | undefined;
    decidedBy?: Colleague | undefined;
    id: Uuid;
    kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
    mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
    mayDecline: "yes" | ("no-such-role" | "proposed-it" | "about-you" | "too-new" | "not-proved" | "closed");
    proposedAt: Moment;
    proposedBy: Colleague;
    says: string;
    state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
    waitsUntil?: Moment | undefined;
};
export type DeskContest = {
    devicePlace?: PlaceCode | undefined;
    dueAt: Moment;
    evidence: Evidence[];
    id: Uuid;
    mayAnswer: "yes" | "no-such-role" | "typed-it-in";
    orderId: Uuid;
    place: PlaceCode;
    request: RequestReference;
    since: Moment;
};
export type DeskMisplacement = {
    closesAt: Moment;
    id: Uuid;
    instead: PlaceCode[];
    mayAnswer: "yes" | "no-such-role" | "typed-it-in";
    place: PlaceCode;
    request: RequestReference;
};
export type DeskOrder = {
    appealDueAt?: Moment | undefined;
    approvedAt?: Moment | undefined;
    approvedBy?: Colleague | undefined;
    beyond: Beyond[];
    beyondWhy?: string | undefined;
    endedAt?: Moment | undefined;
    excepted: PlaceCode[];
    findings: Findings;
    from: Moment;
    id: Uuid;
    law: string;
    mayApprove: Permit;
    mayLift: Permit;
    meeting: number;
    noticeMinutes: number;
    places: PlaceCode[];
    proposedAt: Moment;
    proposedBy: Colleague;
    reaches?: {
        excepted: PlaceCode[];
        places: PlaceCode[];
    } | undefined;
    reason: string;
    sealedUntil?: Moment | undefined;
    state: OrderState;
    until: Moment;
    why?: string | undefined;
};
export type DeskOverview = {
    openAppeals: number;
    openChanges: number;
    openContests: number;
    openReports: number;
    requests: RequestSummary[];
    shortages: Shortage[];
    you: {
        approvesFrom?: Moment | undefined;
        /** Format: email */
        email: string;
        emailVerified: boolean;
        id: Uuid;
        liaisonTo: Uuid[];
        name: string;
        roles: DeskRole[];
        secondFactor: boolean;
        sessionEndsAt: Moment;
    };
};
export type DeskRegister = {
    authorities: RegisteredAuthority[];
    changes: DeskChange[];
    disputed: {
        place: PlaceCode;
        since: Day;
        source: string;
    }[];
    geofeed?: {
        digest: string;
        says: string;
    } | undefined;
    staff: StaffMember[];
};
export type DeskRequest = {
    alike: {
        because: string;
        id: Uuid;
        number: number;
    }[];
    answers: (DemandAnswer | null)[];
    authenticity: "open" | "confirmed" | "failed";
    authority: string;
    authorityDetail: {
        id: Uuid;
        name: string;
        reach: PlaceCode[];
    };
    content: RequestContent;
    demands: number;
    draft: string;
    due?: RequestDue | undefined;
    gaps: ContentGap[];
    id: Uuid;
    may: {
        answer: Permit;
        begin: Permit;
        callBack: Permit;
        close: Permit;
        correct: Permit;
        propose: Permit;
    };
    namedMeetings: NamedMeeting[];
    number: number;
    order?: OrderState | undefined;
    orders: DeskOrder[];
    receivedAt: Moment;
    reference?: string | undefined;
    repeated: boolean;
    shown: "all" | "what-you-typed";
    state: RequestState;
    steps: RequestStep[];
    termsActs: {
        id: Uuid;
        kind: string;
        on: Day;
        reviewed: boolean;
    }[];
    typedBy: Colleague[];
    words: DemandWords;
    wordsWait?: WordsWait | undefined;
};
export type DeskRole = "intake" | "reviewer" | "approver" | "appeals" | "safety";
export type DeskStaff = {
    changes: DeskChange[];
    openReports: number;
    shortages: Shortage[];
    staff: StaffMember[];
};
export type Door = {
    code: MeetingCode;
    encryption: Encryption;
    ended: boolean;
    endedBy?: ("host" | "service") | undefined;
    evidence: Evidence[];
    held?: Hold | undefined;
    limitedByOrder?: true | undefined;
    limits: LimitInForce[];
    pass?: ({
        kind: "valid";
        name: string;
        used: boolean;
    } | {
        kind: "gone";
    }) | undefined;
    place?: PlaceCode | undefined;
    refusal?: Refusal | undefined;
    startsAt?: Moment | undefined;
    sure: Sureness;
    title?: string | undefined;
};
export type Encryption = "end-to-end" | "off";
export type EnterInput = {
    stated?: PlaceCode | undefined;
};
export type EntriesBehind = {
    count: number;
    entries: LoggedEntry[];
    next?: number | undefined;
};
export type EntryWithHistory = {
    entry: LoggedEntry;
    history: LoggedEntry[];
};
export type Evidence = {
    kind: "too-quick";
    place: PlaceCode;
} | {
    kind: "paths-differ" | "shared" | "records-differ" | "own-list" | "records-agree" | "own-word" | "mobile" | "registered-elsewhere" | "old-records" | "too-few-records" | "paths-agree" | "nothing-known";
};
export type Figures = {
    appeals: {
        byMonth: {
            made: number | ("none" | "fewer-than-10");
            month: string;
            overturned: number | ("none" | "fewer-than-10");
        }[];
        corrected: "none" | "1-or-more" | "10-or-more" | "100-or-more" | "1000-or-more";
    };
    demands: DemandFigures[];
    findings: {
        index: number;
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
            authority: AskedBy;
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
    through: Day | null;
    timeToAnswer: DaysTaken | null;
    timeToLift: DaysTaken | null;
    today: Day;
    undone: {
        authoritiesWithdrawn: number;
        platformRulesLifted: number;
        staffLeft: number;
    };
};
export type Findings = {
    authority: string;
    legality: string;
    necessity: string;
    procedure: string;
    rights: string;
};
export type Ground = "meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "too-few-there" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff";
export type Health = {
    database: "ok" | "failing";
    engine: "ok" | "failing";
    log: "starting" | "signing" | "waiting" | "stopped";
    logReason?: ("behind" | "forked" | "damaged" | "head-file" | "key" | "signature" | "clock") | undefined;
    logSetAside: number;
    logSince?: Moment | undefined;
    sources: "ok" | "failing";
    status: "ok" | "failing";
};
export type Hold = {
    ask: boolean;
    because: "lobby" | "locked" | "cannot-tell" | "sent-back" | "terms" | "media-path";
    evidence: Evidence[];
    place?: PlaceCode | undefined;
    sure: Sureness;
};
export type HostAct = {
    joinId: string;
    kind: "admit";
    vouched?: {
        sitting: Moment;
        voucher: Voucher;
    } | undefined;
} | {
    kind: "admit-all";
    vouchers?: VouchedJoin[] | undefined;
} | {
    kind: "vouch";
    vouchers: VouchedJoin[];
} | {
    delegation: Delegation;
    identity: string;
    kind: "delegate";
    sitting: Moment;
} | {
    joinId: string;
    kind: "decline";
} | {
    identity: string;
    kind: "remove";
} | {
    identity: string;
    kind: "ban";
} | {
    identity: string;
    kind: "unban";
} | {
    identity: string;
    kind: "send-back";
} | {
    identity: string;
    kind: "mute";
} | {
    kind: "mute-all";
} | {
    door: MeetingDoorInput;
    kind: "door";
} | {
    identity: string;
    kind: "role";
    role: "co-host" | "guest";
} | {
    identities: string[];
    kind: "successors";
};
export type Hosting = {
    door: MeetingDoor;
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
        unvouched?: UnvouchedPerson[] | undefined;
        waiting: WaitingPerson[];
    };
    limitedByOrder: boolean;
    passes: Pass[];
    roles: {
        identity: string;
        role: HostRole;
    }[];
    ruleVersion: number;
    runBy: string[];
    you: HostRole;
};
export type HostNotice = {
    at: Moment;
    authority?: string | undefined;
    demands: {
        answer: string;
        ground?: Ground | undefined;
        kind: DemandKind;
    }[];
    excepted: PlaceCode[];
    from?: Moment | undefined;
    how?: string | undefined;
    id: number;
    kind: "request-answered" | "request-returned" | "request-rejected" | "order-began" | "order-ended" | "appeal-decided" | "terms-act";
    law?: string | undefined;
    orderId?: Uuid | undefined;
    places: PlaceCode[];
    reason?: string | undefined;
    sealedUntil?: Moment | undefined;
    until?: Moment | undefined;
};
export type HostRole = "host" | "co-host" | "acting" | "guest";
export type InputError = {
    detail: string;
    pointer: string;
};
export type InsideReceipt = {
    receipt: string;
};
export type Instrument = {
    citation: string;
    place: PlaceCode;
};
export type Invitation = {
    createdAt: Moment;
    email?: string | undefined;
    expiresAt: Moment;
    id: string;
    note?: string | undefined;
};
export type InvitationCreated = {
    createdAt: Moment;
    email?: string | undefined;
    expiresAt: Moment;
    id: string;
    letter: "none" | "sent" | "kept" | "not-yet" | "given-up";
    note?: string | undefined;
    /** Format: uri */
    url: string;
};
export type InvitationInput = {
    /** Format: email */
    email?: string | undefined;
    note?: string | undefined;
};
export type JoinAdmitted = {
    evidence: Evidence[];
    /** Format: uri */
    gateUrl: string;
    identity: string;
    joinId: string;
    key: string;
    meeting: {
        code: MeetingCode;
        encryption: Encryption;
        nativeClients: boolean;
        title: string;
    };
    name: string;
    place?: PlaceCode | undefined;
    role: HostRole;
    sure: Sureness;
    token: string;
};
export type JoinHeld = {
    held: Hold;
    joinId: string;
    key: string;
    title?: string | undefined;
};
export type JoinInput = {
    name: string;
    pass?: string | undefined;
};
export type JoinRefusedProblem = {
    code: ProblemCode;
    detail?: string | undefined;
    errors?: InputError[] | undefined;
    joinId: string;
    key: string;
    proposed?: ProposedRoles | undefined;
    reason?: string | undefined;
    refusal?: Refusal | undefined;
    status: number;
    title: string;
    type: string;
};
export type KeyScope = "join" | "rooms:read" | "rules:write";
export type KeysMessage = {
    keyPackage: string;
    kind: "hello";
    sitting: Moment;
} | {
    kind: "asks";
    signatureKey: string;
} | {
    group: string;
    kind: "begun";
} | {
    commit: string;
    epoch: number;
    group: string;
    kind: "commit";
    welcome?: string | undefined;
} | {
    epoch: number;
    group: string;
    kind: "ready";
} | {
    epoch: number;
    group: string;
    identity: string;
    kind: "bad-change";
} | {
    epoch: number;
    group: string;
    kind: "broken";
} | {
    epoch: number;
    group: string;
    kind: "resume";
} | {
    keyPackage: string;
    kind: "bye";
};
export type KnockInput = {
    says?: KnockSays | undefined;
    text?: string | undefined;
};
export type KnockSays = "there" | "not-there";
export type Letter = {
    at: Moment;
    subject: string;
    text?: string | undefined;
    to: string;
};
export type LimitInForce = {
    ground?: string | undefined;
    rule: Rule;
    setBy?: SetBy | undefined;
    tier: RuleTier;
};
export type ListedPeople = {
    count: number;
    people: ListedPerson[];
};
export type ListedPerson = {
    administrator: boolean;
    desk: boolean;
    /** Format: email */
    email: string;
    emailVerified: boolean;
    name: string;
    secondFactor: boolean;
    since: Day;
    suspended: boolean;
};
export type LoggedEntry = {
    index: number;
    leaf: string;
    texts: {
        [key: string]: ShownText;
    };
};
export type LoggedRequest = {
    entries: LoggedEntry[];
    request: number;
    through: Day | null;
};
export type LoggedRequests = {
    next?: number | undefined;
    rows: {
        authority: AskedBy;
        branch: string;
        closedOn?: Day | undefined;
        demands: {
            answer?: string | undefined;
            demand: DemandKind;
        }[];
        orders: {
            places: string[];
            state: "ahead" | "in-force" | "over";
        }[];
        receivedOn: Day;
        request: number;
        state: "open" | "answered" | "returned" | "rejected";
    }[];
};
export type LogState = {
    reason?: ("behind" | "forked" | "damaged" | "head-file" | "key" | "signature" | "clock") | undefined;
    setAside: number;
    since?: Moment | undefined;
    state: "starting" | "signing" | "waiting" | "stopped";
};
export type ManageLink = {
    /** Format: uri */
    manageUrl: string;
};
export type Meeting = {
    asOf: Moment;
    byPlace: PlaceCount[];
    cannotTell: PartBand;
    code: MeetingCode;
    createdAt: Moment;
    deletedAt?: Moment | undefined;
    door: MeetingDoor;
    durationMinutes?: number | undefined;
    encryption: Encryption;
    endedAt?: Moment | undefined;
    history: {
        at: Moment;
        by?: ("host" | "co-host" | "acting" | "service") | undefined;
        kind: "created" | "rule-set" | "rule-lifted" | "previewed" | "ended" | "co-host-named" | "co-host-ended" | "pass-made" | "pass-taken-back" | "removed" | "removed-for-good" | "allowed-again" | "sent-to-lobby" | "locked" | "unlocked" | "lobby-set" | "lobby-lifted" | "second-check-changed";
        rule?: Rule | undefined;
    }[];
    hostHash?: string | undefined;
    inProgress: boolean;
    inside: number;
    /** Format: uri */
    joinUrl: string;
    linkKey?: string | undefined;
    nextStartsAt?: Moment | undefined;
    orders: OrderInForce[];
    otherLimits: LimitInForce[];
    repeat?: Repetition | undefined;
    rule?: MeetingRule | undefined;
    ruleVersion: number;
    secondCheck: "possible" | "impossible";
    startsAt?: Moment | undefined;
    timeZone?: string | undefined;
    title: string;
};
export type MeetingChange = {
    durationMinutes?: (number | null) | undefined;
    encryption?: Encryption | undefined;
    hostHash?: string | undefined;
    linkKey?: string | undefined;
    repeat?: (RepetitionInput | null) | undefined;
    startsAt?: (Moment | null) | undefined;
    timeZone?: (string | null) | undefined;
    title?: string | undefined;
};
export type MeetingCode = string;
export type MeetingCreated = {
    code: MeetingCode;
    /** Format: uri */
    joinUrl: string;
    /** Format: uri */
    manageUrl: string;
};
export type MeetingDoor = {
    beacon: "wanted" | "required" | "off";
    entry: "open" | "lobby";
    locked: boolean;
};
export type MeetingDoorInput = {
    beacon?: ("wanted" | "required" | "off") | undefined;
    entry?: ("open" | "lobby") | undefined;
    locked?: boolean | undefined;
};
export type MeetingInput = {
    door?: MeetingDoorInput | undefined;
    durationMinutes?: number | undefined;
    encryption?: Encryption | undefined;
    hostHash?: string | undefined;
    linkKey?: string | undefined;
    nativeClients?: boolean | undefined;
    repeat?: RepetitionInput | undefined;
    rule?: (RuleInput | null) | undefined;
    startsAt?: Moment | undefined;
    timeZone?: string | undefined;
    title: string;
};
export type MeetingName = {
    kind: "cannot";
    reason: "nothing-told" | "not-yet" | "taken-down";
} | {
    kind: "can";
    title: string;
} | {
    day: Day;
    entry?: number | undefined;
    kind: "named";
    title: string;
};
export type MeetingNameInput = {
    title: string;
};
export type MeetingRule = {
    /** @default everyone */
    allow: "everyone" | PlaceOrGroup[];
    /** @default [] */
    deny: PlaceOrGroup[];
    insideFrom?: Moment | undefined;
    /**
     * @default probable
     * @enum {string}
     */
    matches: "probable" | "established";
    /** @default admit */
    onDoubt: OnDoubt;
    setAt: Moment;
    setBy?: SetBy | undefined;
    until?: Moment | undefined;
    version: number;
};
export type MeetingSummary = {
    code: MeetingCode;
    createdAt: Moment;
    deletedAt?: Moment | undefined;
    durationMinutes?: number | undefined;
    encryption: Encryption;
    endedAt?: Moment | undefined;
    inProgress: boolean;
    nextStartsAt?: Moment | undefined;
    repeat?: Repetition | undefined;
    startsAt?: Moment | undefined;
    timeZone?: string | undefined;
    title: string;
};
export type MisplacementAnswer = {
    kind: "correct";
    place: PlaceCode;
} | {
    kind: "leave";
};
export type MisplacementAnswered = {
    kind: "serves" | "waits" | "left";
};
/** Format: date-time */
export type Moment = string;
export type MoreStatements = {
    publicAfter?: number | undefined;
    statements: AppealStatement[];
};
export type NamedMeeting = {
    code: string;
    looks: {
        at: Moment;
        bucket: Bucket;
        by: Colleague;
        ordinal: number;
    }[];
    mayLook: Permit;
    occurrence?: {
        from: Moment;
        until?: Moment | undefined;
    } | undefined;
    recommendation: Recommendation;
    secondLookAskedBy?: Colleague | undefined;
    state: "running" | "scheduled" | "idle" | "ended" | "gone";
};
export type NotAllowed = "no-such-role" | "typed-it-in" | "liaison" | "proposed-it" | "approved-it" | "decided-it" | "too-new" | "inside" | "may-be-inside" | "no-source-there" | "look-cannot-tell" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh";
export type OnDoubt = "admit" | "hold" | "refuse" | "ask";
export type OrderInForce = {
    authority?: string | undefined;
    excepted: PlaceCode[];
    places: PlaceCode[];
    until: Moment;
};
export type OrderInput = {
    beyondWhy?: string | undefined;
    findings: Findings;
    from: Moment;
    law: string;
    meeting: number;
    noticeMinutes: number;
    places: PlaceCode[];
    reason: string;
    sealedUntil?: Moment | undefined;
    until: Moment;
};
export type OrderState = "proposed" | "not-approved" | "approved" | "in-force" | "lifted" | "overturned" | "lapsed";
export type OutsideAct = {
    enteredAt: Moment;
    forcedBy: string;
    id: Uuid;
    on: Day;
    what: string;
};
export type OutsideActInput = {
    code?: string | undefined;
    forcedBy: string;
    on: Day;
    what: string;
};
export type OwnEffect = {
    you?: ("leave" | "wait" | "stay") | undefined;
};
export type OwnProposal = {
    acceptance: "not-needed" | "needed" | "given";
    id: Uuid;
    proposedAt: Moment;
    roles: DeskRole[];
};
export type PartBand = Band | ("some" | "many" | "most" | "the-rest");
export type Pass = {
    createdAt: Moment;
    id: string;
    name: string;
    used: boolean;
};
export type PassCreated = {
    createdAt: Moment;
    id: string;
    name: string;
    /** Format: uri */
    url: string;
    used: boolean;
};
export type PassInput = {
    name: string;
};
export type Permit = "yes" | NotAllowed;
export type Person = {
    administrator: boolean;
    desk: boolean;
    /** Format: email */
    email: string;
    emailVerified: boolean;
    id: string;
    name: string;
    secondFactor: boolean;
};
export type PlaceCode = string;
export type PlaceCount = {
    count: PartBand;
    place: PlaceCode;
};
export type PlaceOrGroup = {
    code: PlaceCode;
    kind: "place";
} | {
    id: string;
    kind: "group";
};
export type PlaceSet = {
    dated: Day;
    id: string;
    name: string;
    places: PlaceOrGroup[];
    tier: "account" | "platform";
};
export type PlaceSetInput = {
    dated: Day;
    name: string;
    places: PlaceOrGroup[];
};
export type PlatformGround = "sanctions" | "licence" | "security" | "own-policy";
export type PlatformRule = {
    effectiveAt: Moment;
    enteredAt: Moment;
    ground: PlatformGround;
    id: string;
    liftedAt?: Moment | undefined;
    name: string;
    reviewAt: Moment;
    rule: Rule;
    state: "coming" | "in-force" | "over";
};
export type PlatformRuleInput = {
    ground: PlatformGround;
    name: string;
    reviewAt: Moment;
    rule: RuleInput;
};
export type Problem = {
    code: ProblemCode;
    detail?: string | undefined;
    errors?: InputError[] | undefined;
    proposed?: ProposedRoles | undefined;
    reason?: string | undefined;
    refusal?: Refusal | undefined;
    status: number;
    title: string;
    type: string;
};
export type ProblemCode = "refused" | "cannot-check" | "invalid" | "unauthorized" | "forbidden" | "not-found" | "conflict" | "ended" | "too-many" | "internal";
export type ProposedRoles = {
    proposedAt: Moment;
    roles: ("intake" | "reviewer" | "approver" | "appeals" | "safety")[];
    waitsUntil?: Moment | undefined;
};
export type PublicOrder = {
    authority?: string | undefined;
    excepted: PlaceCode[];
    from: Day;
    id: Uuid;
    law?: string | undefined;
    places: PlaceCode[];
    reason?: string | undefined;
    state: "in-force" | "over";
    until: Day;
};
export type PublicSettings = {
    contact?: string | undefined;
    mail: "smtp" | "mailbox";
    placeNames: {
        [key: string]: string;
    };
    serviceName: string;
};
export type PublicWords = {
    demand: string;
    redacted: RedactedKind[];
    translation?: string | undefined;
};
export type Recommendation = "no-action" | "cannot-tell" | "findings-decide";
export type RedactedKind = "contact" | "link" | "meeting" | "other" | "person";
export type Refusal = {
    authority?: string | undefined;
    because: "denied-place" | "outside-allowed" | "cannot-tell" | "ordered" | "banned" | "removed";
    decidedBy: "meeting" | "account" | "platform" | "order" | "host";
    evidence: Evidence[];
    law?: string | undefined;
    limitPlace?: PlaceCode | undefined;
    orderId?: string | undefined;
    place?: PlaceCode | undefined;
    setBy?: SetBy | undefined;
    sure: Sureness;
    until?: Moment | undefined;
};
export type RegisteredAuthority = {
    contact: string;
    enteredAt: Moment;
    home?: PlaceCode | undefined;
    id: Uuid;
    instruments: Instrument[];
    kind: "country" | "state" | "union";
    name: string;
    reach: PlaceCode[];
    series: Uuid;
    union?: "EU" | undefined;
    withdrawnAt?: Moment | undefined;
};
export type Repetition = {
    count?: number | undefined;
    every: "day" | "week" | "month";
    /** @default 1 */
    interval: number;
    until?: Moment | undefined;
};
export type RepetitionInput = {
    count?: number | undefined;
    every: "day" | "week" | "month";
    /** @default 1 */
    interval?: number | undefined;
    until?: Moment | undefined;
};
export type Report = {
    code?: string | undefined;
    fromState: boolean;
    id: Uuid;
    inside: boolean;
    on: Day;
    outcome?: ("no-action" | "acted" | "to-the-desk") | undefined;
    participant?: string | undefined;
    supports: ("end-meeting" | "suspend-account" | "mute-participant" | "remove-participant")[];
    text: string;
    what: "harassment" | "threat" | "sexual" | "child-safety" | "spam" | "other";
};
export type ReportInput = {
    code: string;
    fromState: boolean;
    participant?: {
        identity: string;
        name: string;
    } | undefined;
    receipt?: string | undefined;
    text: string;
    what: "harassment" | "threat" | "sexual" | "child-safety" | "spam" | "other";
};
export type ReportOutcome = {
    outcome: "no-action" | "to-the-desk";
};
export type ReportReaders = {
    people: "someone" | "no-one";
    states: "someone" | "no-one";
};
export type RequestAct = {
    content: RequestContent;
    kind: "correct";
} | {
    how: string;
    kind: "call-back";
    outcome: "authentic" | "not-authentic";
} | {
    kind: "begin-review";
} | {
    kind: "return";
    text: string;
} | {
    ground: "not-authentic" | "not-an-authority" | "duplicate" | "withdrawn";
    kind: "reject";
    text: string;
} | {
    kind: "look";
    meeting: number;
} | {
    kind: "second-look";
    meeting: number;
} | {
    answer: "met" | "narrowed" | "refused" | "not-handled-here";
    demand: number;
    ground?: Ground | undefined;
    kind: "answer-demand";
} | {
    kind: "propose";
    order: OrderInput;
} | {
    kind: "approve";
    orderId: Uuid;
} | {
    kind: "decline";
    orderId: Uuid;
    why: string;
} | {
    kind: "lift";
    orderId: Uuid;
    why: string;
} | {
    kind: "close";
    text: string;
} | {
    kind: "prepare-words";
    spans: WordsSpan[];
} | {
    kind: "publish-words";
    wordsId: Uuid;
} | {
    kind: "decline-words";
    why: string;
    wordsId: Uuid;
};
export type RequestContent = {
    answerBy?: Moment | undefined;
    authorityId: Uuid;
    branch: Branch;
    channel: Channel;
    demands: {
        kind: DemandKind;
        meeting?: number | undefined;
        verbatim: string;
    }[];
    durationAsked?: string | undefined;
    forbidsNotice?: {
        law: string;
        until: Moment;
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
        kind: "without-end";
    } | {
        hours: number;
        kind: "hours";
    } | {
        kind: "until";
        until: Moment;
    }) | undefined;
    meetings: string[];
    office?: string | undefined;
    originals: {
        name: string;
        sha256: string;
    }[];
    placesAsked?: string | undefined;
    placesStated?: PlaceCode[] | undefined;
    reasons?: string | undefined;
    receivedAt: Moment;
    redress?: string | undefined;
    reference?: string | undefined;
    tellEffectTo?: string | undefined;
    translation?: string | undefined;
};
export type RequestDue = {
    at: Moment;
    what: "receipt" | "answer";
};
export type RequestReference = {
    id: Uuid;
    number: number;
};
export type RequestState = "received" | "under-review" | "returned" | "rejected" | "answered";
export type RequestStep = {
    at: Moment;
    by: Colleague;
    kind: string;
    text?: string | undefined;
};
export type RequestSummary = {
    authenticity: "open" | "confirmed" | "failed";
    authority: string;
    demands: number;
    due?: RequestDue | undefined;
    gaps: ContentGap[];
    id: Uuid;
    number: number;
    order?: OrderState | undefined;
    receivedAt: Moment;
    reference?: string | undefined;
    state: RequestState;
    wordsWait?: WordsWait | undefined;
};
export type Room = {
    asOf: Moment;
    byPlace: PlaceCount[];
    cannotTell: PartBand;
    inside: number;
    room: string;
    serviceSeats: {
        inside?: number | undefined;
        policy: "allowed" | "refused";
    };
};
export type RoomRegistered = {
    room: string;
};
export type Rule = {
    /** @default everyone */
    allow: "everyone" | PlaceOrGroup[];
    /** @default [] */
    deny: PlaceOrGroup[];
    /**
     * @default probable
     * @enum {string}
     */
    matches: "probable" | "established";
    /** @default admit */
    onDoubt: OnDoubt;
    until?: Moment | undefined;
};
export type RuleInput = {
    /** @default everyone */
    allow?: ("everyone" | PlaceOrGroup[]) | undefined;
    /** @default [] */
    deny?: PlaceOrGroup[] | undefined;
    /**
     * @default probable
     * @enum {string}
     */
    matches?: ("probable" | "established") | undefined;
    /** @default admit */
    onDoubt?: OnDoubt | undefined;
    until?: Moment | undefined;
};
export type RulePreview = {
    asOf: Moment;
    leave: PartBand;
    stay: PartBand;
    wait: PartBand;
    you?: ("leave" | "wait" | "stay") | undefined;
};
export type RuleTier = "platform" | "account" | "meeting";
export type SafetyOverview = {
    acts: TermsAct[];
    outsideActs: OutsideAct[];
    reports: Report[];
};
export type ServiceStatus = {
    counts: {
        count: number;
        name: string;
    }[];
    database: {
        kind: "embedded" | "external";
        snapshotAgeSeconds?: number | undefined;
        state: "ok" | "failing";
    };
    engine: {
        kind: "embedded" | "external";
        rooms?: number | undefined;
        state: "ok" | "failing";
    };
    live: {
        meetingsInUse: number;
        pages: number;
        signalling: number;
    };
    log: LogState;
    mail: "smtp" | "mailbox";
    sources: {
        attribution: string;
        basis: "measured" | "registration" | "operator";
        builtAt?: Moment | undefined;
        detail?: string | undefined;
        id: string;
        kind: "country" | "geofeed" | "list";
        licence: string;
        maker: string;
        state: "fresh" | "stale" | "missing" | "rejected";
    }[];
    startedAt: Moment;
    version: string;
};
export type Session = {
    person?: Person | undefined;
    setUp: boolean;
    signUp: SignUpMode;
};
export type SetBy = "co-host" | "acting";
export type Settings = {
    contact?: string | undefined;
    placeNames: {
        [key: string]: string;
    };
    serviceName: string;
    signUp: SignUpMode;
};
export type SetupInput = {
    contact?: string | undefined;
    /** Format: email */
    email: string;
    name: string;
    password: string;
    token: string;
};
export type Shortage = "no-intake" | "no-call-back" | "no-orders" | "no-sources" | "no-appeals";
export type ShownText = {
    salt: string;
    value: string;
} | "taken-down";
export type SignUpMode = "closed" | "invitation" | "open";
export type Source = {
    attribution: string;
    basis: "measured" | "registration" | "operator";
    builtAt?: Moment | undefined;
    id: string;
    kind: "country" | "geofeed" | "list";
    licence: string;
    maker: string;
    state: "fresh" | "stale" | "missing" | "rejected";
};
export type SourceAgreement = {
    report?: AgreementReport | undefined;
    run: {
        kind: "idle";
    } | {
        done: number;
        kind: "running";
        of: number;
    } | {
        kind: "failed";
    };
};
export type StaffChangeInput = {
    /** Format: email */
    email: string;
    kind: "staff";
    liaisonTo: Uuid[];
    roles: DeskRole[];
};
export type StaffMember = {
    approvesFrom?: Moment | undefined;
    /** Format: email */
    email: string;
    emailVerified: boolean;
    id: Uuid;
    liaisonTo: Uuid[];
    name: string;
    roles: DeskRole[];
    secondFactor: boolean;
};
export type Sureness = "sure" | "likely" | "cannot-tell";
export type TermsAct = {
    approvals: {
        at: Moment;
        by: string;
        review: "second" | "third";
    }[];
    id: Uuid;
    kind: TermsActKind;
    mayApprove: "yes" | ("no-such-role" | "proposed-it" | "approved-it" | "near-request" | "closed" | "report-too-old");
    proposedAt: Moment;
    proposedBy: string;
    reason: string;
    reportId?: Uuid | undefined;
    requests: number[];
    state: "waits-for-second" | "waits-for-third" | "in-effect" | "withdrawn" | "reversed";
};
export type TermsActInput = {
    kind: "mute-participant";
    reason: string;
    reportId: Uuid;
} | {
    kind: "remove-participant";
    reason: string;
    reportId: Uuid;
} | {
    kind: "end-meeting";
    reason: string;
    reportId: Uuid;
} | {
    kind: "suspend-account";
    reason: string;
    reportId: Uuid;
} | {
    actId: Uuid;
    kind: "reinstate-account";
    reason: string;
};
export type TermsActKind = "end-meeting" | "suspend-account" | "reinstate-account" | "mute-participant" | "remove-participant";
export type TermsDecision = {
    kind: "approve" | "withdraw";
};
export type TermsReviewInput = {
    outcome: "stands" | "reversed";
    reasons: string;
    request: number;
};
export type TextRemoval = {
    entry: number;
    ground: "court-order" | "unlawful" | "personal-data" | "mistake";
    id: Uuid;
    mayConfirm: "yes" | "no-such-role" | "proposed-it" | "too-new";
    mayDecline: boolean;
    proposedAt: Moment;
    proposedBy: Colleague;
    says: string;
    text: "authority" | "reason" | "law" | "says" | "what" | "forcedBy" | "demand" | "translation" | "title" | "beyondWhy";
};
export type TextRemovalCreated = {
    id: Uuid;
};
export type TextRemovalDecision = {
    outcome: "confirmed" | "declined";
};
export type TextRemovalInput = {
    entry: number;
    ground: "court-order" | "unlawful" | "personal-data" | "mistake";
    text: "authority" | "reason" | "law" | "says" | "what" | "forcedBy" | "demand" | "translation" | "title" | "beyondWhy";
};
export type Transparency = {
    figures: Figures;
};
export type UnvouchedPerson = {
    identity: string;
    joinId: string;
    name: string;
    signatureKey: string;
};
/** Format: uuid */
export type Uuid = string;
export type VouchedJoin = {
    joinId: string;
    sitting: Moment;
    voucher: Voucher;
};
export type Voucher = {
    delegation?: Delegation | undefined;
    signature: string;
    signer: string;
};
export type WaitingPerson = {
    asks?: {
        identity: string;
        signatureKey: string;
    } | undefined;
    because: "lobby" | "locked" | "cannot-tell" | "sent-back" | "terms" | "media-path" | "knock";
    joinId: string;
    name: string;
    passFor?: string | undefined;
    says?: KnockSays | undefined;
    since: Moment;
    text?: string | undefined;
};
export type Webhook = {
    createdAt: Moment;
    events: WebhookEventKind[];
    id: string;
    last?: WebhookDelivery | undefined;
    /** Format: uri */
    url: string;
};
export type WebhookCreated = {
    createdAt: Moment;
    events: WebhookEventKind[];
    id: string;
    last?: WebhookDelivery | undefined;
    secret: string;
    /** Format: uri */
    url: string;
};
export type WebhookDelivery = {
    at: Moment;
    outcome: "delivered" | "retrying" | "given-up";
    status?: number | undefined;
};
export type WebhookEventKind = "joined" | "refused" | "removed" | "rule-changed";
export type WebhookInput = {
    events: WebhookEventKind[];
    /** Format: uri */
    url: string;
};
export type WordsSpan = {
    from: number;
    of: number | "translation";
    to: number;
    what: RedactedKind;
};
export type WordsWait = {
    since: Moment;
    state: "sealed" | "open" | "prepared";
};
