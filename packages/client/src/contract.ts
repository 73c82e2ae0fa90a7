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
    "/api/account/desk-key": {
        /** See your own desk key; 404 if you have none */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<OwnDeskKey>;
            };
        };
    };
    "/api/account/keys": {
        /** List your API keys, newest first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<ApiKey[]>;
            };
        };
        /** Create an API key; its secret is shown only once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<ApiKeyInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<ApiKeyCreated>;
            };
        };
    };
    "/api/account/keys/{id}": {
        /** Delete an API key: tokens signed with it stop working at once */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                202: Nothing;
                204: Nothing;
            };
        };
    };
    "/api/account/keys/{id}/rotate": {
        /** Replace an API key; the old one works for 7 more days */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<ApiKeyCreated>;
            };
        };
    };
    "/api/account/operator-acts/{id}/stop": {
        /** Stop what the operator is about to do to your account */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/place-sets": {
        /** List the account's place sets */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<PlaceSet[]>;
            };
        };
    };
    "/api/account/place-sets/{id}": {
        /** Create or change one of the account's place sets */
        put: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<PlaceSetInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<PlaceSet>;
            };
        };
        /** Delete one of the account's place sets */
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
        /** See which desk roles you were proposed for */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<OwnProposal[]>;
            };
        };
    };
    "/api/account/proposed-roles/{id}/key": {
        /** Accept a desk role with a new desk key, with which you will sign */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<NewDeskKey>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/account/rule": {
        /** Get the account's rule: a default for its new meetings and rooms, or one that always applies to all of them */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<AccountRule>;
            };
        };
        /** Set the account's rule: a default for its new meetings and rooms, or one that always applies to all of them; If-Match gives the version you saw */
        put: {
            parameters: Takes<{}>;
            requestBody: Json<AccountRuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<AccountRule>;
                202: Json<AccountRule>;
            };
        };
        /** Lift the account's rule: a default for its new meetings and rooms, or one that always applies to all of them */
        delete: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                202: Nothing;
                204: Nothing;
            };
        };
    };
    "/api/account/webhooks": {
        /** List your webhooks and how their last delivery went */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<Webhook[]>;
            };
        };
        /** Create a webhook; its secret is shown only once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<WebhookInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<WebhookCreated>;
            };
        };
    };
    "/api/account/webhooks/{id}": {
        /** Delete a webhook and the messages still waiting for it */
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
        /** Send a test event; the list of webhooks shows how it went */
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
        /** See how well the location sources agree: counts, never an address */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<SourceAgreement>;
            };
        };
        /** Compare the location sources again; answers at once */
        post: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                202: Nothing;
            };
        };
    };
    "/api/admin/invitations": {
        /** List the open invitations */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<Invitation[]>;
            };
        };
        /** Invite someone to create an account */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<InvitationInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<InvitationCreated>;
            };
        };
    };
    "/api/admin/invitations/{id}": {
        /** Take back an invitation */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/location-sources": {
        /** List free location sources, with their licences, and how far a download is */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<SourceCatalogue>;
            };
        };
        /** Download location sources and start using them; answers at once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<TakeSources>;
            responses: Problems<400 | 401 | 403 | 429> & {
                202: Nothing;
            };
        };
    };
    "/api/admin/location-sources/{id}": {
        /** Stop using a location source */
        delete: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/location-sources/{id}/use": {
        /** Use a source's newer data that were held back since they changed suddenly */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/location-sources/undo": {
        /** Bring back the location sources before the last change */
        post: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/admin/mailbox": {
        /** List the emails kept here because there is no mail server, newest first */
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
        /** List the service's place sets */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<PlaceSet[]>;
            };
        };
    };
    "/api/admin/place-sets/{id}": {
        /** Create or change one of the service's place sets */
        put: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<PlaceSetInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<PlaceSet>;
            };
        };
        /** Delete one of the service's place sets */
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
        /** List the service-wide rules, as an administrator */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<PlatformRule[]>;
            };
        };
        /** Create a service-wide rule: it takes effect 7 days later, or when the desk confirms it */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<PlatformRuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<PlatformRule>;
                202: Json<PlatformRule>;
            };
        };
    };
    "/api/admin/platform-rules/{id}/lift": {
        /** Lift a service-wide rule at once */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<PlatformRule>;
                202: Json<PlatformRule>;
            };
        };
    };
    "/api/admin/settings": {
        /** Get the settings */
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
                202: Nothing;
                204: Nothing;
            };
        };
    };
    "/api/admin/staff": {
        /** See who is on the desk, and proposed changes to its staff */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskStaff>;
            };
        };
    };
    "/api/admin/staff-changes": {
        /** Propose someone for the desk: a member signs it and an approver confirms it, or it waits 7 days */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<StaffChangeInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<DeskChange>;
            };
        };
    };
    "/api/admin/staff-changes/{id}/withdrawal": {
        /** Take back a change that was proposed by an administrator */
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
        /** See the state of the service: counts and reasons, never a person */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<ServiceStatus>;
            };
        };
    };
    "/api/appeals": {
        /** Appeal against an order; the private link is shown only once */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<AppealInput>;
            responses: Problems<400 | 429> & {
                201: Json<AppealCreated>;
            };
        };
    };
    "/api/appeals/status": {
        /** See the state of an appeal, with the secret from its link */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<AppealStatusInput>;
            responses: Problems<400 | 429> & {
                200: Json<AppealStatus>;
            };
        };
    };
    "/api/desk": {
        /** See your own desk roles, what the desk can't do, and what is waiting */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskOverview>;
            };
        };
    };
    "/api/desk/appeals": {
        /** List the appeal cases, newest first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<AppealCase[]>;
            };
        };
    };
    "/api/desk/appeals/{orderId}/{no}/public": {
        /** Get more of what the public wrote in an appeal case */
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
        /** Decide an appeal case: an order that is overturned ends at once */
        post: {
            parameters: Path<{
                orderId: string;
            }>;
            requestBody: Json<AppealDecision>;
            responses: Problems<400 | 401 | 403 | 429> & {
                202: Nothing;
                204: Nothing;
            };
        };
    };
    "/api/desk/changes": {
        /** Propose a change for another person to confirm */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<ChangeInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<DeskChange>;
                202: Json<DeskChange>;
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
                202: Json<DeskChange>;
            };
        };
    };
    "/api/desk/changes/{id}/proposal": {
        /** Sign the proposal of a change: your own, or an administrator's */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<ChangeProposal>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskChange>;
            };
        };
    };
    "/api/desk/changes/{id}/review": {
        /** As a third person, let a rule around a request stand, or lift it */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<RuleReview>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskChange>;
                202: Json<DeskChange>;
            };
        };
    };
    "/api/desk/contests": {
        /** List the location claims of people kept out by an order, longest waiting first */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<DeskContest[]>;
            };
        };
    };
    "/api/desk/contests/{id}/answer": {
        /** Answer a location claim: let the person in, or tell them why they stay out */
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
        /** Correct the place of a mislocated network, or leave it; either way it is forgotten */
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
        /** Remove an authority from the register: one person is enough */
        post: {
            parameters: Path<{
                id: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                202: Nothing;
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
        /** See a request and what you may do with it; 403 for a liaison to its authority, and for a host whose meeting it names */
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
        /** Act on a request; 409 if someone else was faster, 403 with the reason */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<RequestAct>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DeskRequest>;
                202: Json<DeskRequest>;
            };
        };
    };
    "/api/desk/requests/{id}/order-drafts": {
        /** See what you would sign to propose an order; nothing is recorded */
        post: {
            parameters: Path<{
                id: string;
            }>;
            requestBody: Json<OrderInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DraftedOrder>;
            };
        };
    };
    "/api/desk/silent-slots": {
        /** Seal that a request existed which a law forbids mentioning; a year at most */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<SilentSlotInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
    };
    "/api/desk/text-removals": {
        /** List the proposals to take down texts of the public log */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<TextRemoval[]>;
            };
        };
        /** Propose taking down a text of the public log */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<TextRemovalInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<TextRemovalCreated>;
            };
        };
    };
    "/api/desk/text-removals/{id}/decision": {
        /** Confirm or decline taking down a text: another person confirms */
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
    "/api/in-force": {
        /** Check whether all that was changed until now is in force at every instance */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<InForceAnswer>;
            };
        };
    };
    "/api/joins/{joinId}/beacon": {
        /** Open a connection that shows this service where the page's packets come from */
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
        /** Make a location claim: say “I'm not there” to an order */
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
        /** Ask again with the same join, after the lobby opened or the page was reloaded */
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
                query?: {
                    page?: string;
                };
                path: {
                    joinId: string;
                };
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Nothing;
            };
        };
    };
    "/api/joins/{joinId}/here": {
        /** Answer the event `where`: what counts is the address this request comes from */
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
        /** Send a key message of an encrypted meeting: passed on in order, unreadable to this service */
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
        /** Ask the host to let you in despite the meeting's own rule */
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
        /** Leave: the join is forgotten */
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
        /** List your newest meetings, at most 500 */
        get: {
            parameters: Takes<{}>;
            responses: Problems<401 | 403 | 429> & {
                200: Json<MeetingSummary[]>;
            };
        };
        /** Create a meeting: open now, scheduled or repeating */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<MeetingInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                201: Json<MeetingCreated>;
            };
        };
    };
    "/api/meetings/{code}/door": {
        /** See what someone joining from here would see; nothing is stored */
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
        /** See who is waiting, everyone's role, and the guest passes */
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
        /** Act on a person, or change the lobby and lock */
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
        /** Create a guest pass; its link is shown only once */
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
        /** Take back a guest pass */
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
        /** Join: you're let in with a token for the gate, wait in the lobby, or are kept out with the reason */
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
        /** Delete a meeting and everything in it at once; everyone inside is removed */
        delete: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
        /** Change a meeting's title, time, encryption or media region; what you leave out stays, null removes it */
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
        /** Get the meeting's access record: which rule applied when, with counts in bands and no names */
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
        /** Get the access record as a PDF */
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
        /** End the meeting for everyone; a repeating one opens again for its next session */
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
        /** Create a new host link; the previous one stops working */
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
        /** See whether the public log names a meeting, or can */
        get: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MeetingName>;
            };
        };
        /** Let the public log name a meeting that a demand was about; 409 with the reason */
        put: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<MeetingNameInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                204: Nothing;
            };
        };
        /** Take back a meeting's name in the public log: its title is erased there */
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
        /** Read the notices to the host: what governments demanded about this meeting, and what happened */
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
        /** Set the meeting's rule; If-Match gives the version you saw */
        put: {
            parameters: Path<{
                code: MeetingCode;
            }>;
            requestBody: Json<RuleInput>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<MeetingRule>;
            };
        };
        /** Lift the meeting's rule; If-Match gives the version you saw */
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
        /** Preview what a rule would do to you, if you're inside; nothing is recorded */
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
        /** Preview what a rule would do to the people inside; each preview is listed in the history */
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
        /** Check whether a rule for a new meeting would keep you out where you are now */
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
        /** List the service-wide rules: scheduled, in force and ended */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<PublicPlatformRule[]>;
            };
        };
    };
    "/api/reports": {
        /** Check whether someone at this service can read reports now */
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
        /** See how many people are inside, by place, in bands */
        get: {
            parameters: Path<{
                room: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<Room>;
            };
        };
        /** Register a room for this account (201; 200 if it was already yours) */
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
        /** Get a room's rule */
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
                202: Json<MeetingRule>;
            };
        };
        /** Lift a room's rule */
        delete: {
            parameters: Path<{
                room: string;
            }>;
            responses: Problems<400 | 401 | 403 | 429> & {
                202: Nothing;
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
    "/api/safety/act-drafts": {
        /** Draft ending a meeting or suspending an account: what its proposer signs */
        post: {
            parameters: Takes<{}>;
            requestBody: Json<TermsActToDraft>;
            responses: Problems<400 | 401 | 403 | 429> & {
                200: Json<DraftedTermsAct>;
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
                202: Json<TermsAct>;
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
                202: Json<TermsAct>;
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
                202: Json<TermsAct>;
            };
        };
    };
    "/api/safety/outside-acts": {
        /** Enter an outside action: what a court forced the operator to do outside the product */
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
        /** See who is signed in */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Session>;
            };
        };
    };
    "/api/settings": {
        /** Get what every page needs to know about this service */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<PublicSettings>;
            };
        };
    };
    "/api/setup": {
        /** Use the one-time set-up link to create the administrator's account, and sign in */
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
        /** See where the location data comes from */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Sources>;
            };
        };
    };
    "/api/transparency": {
        /** Get the figures of the public log */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Transparency>;
            };
        };
    };
    "/api/transparency/entries": {
        /** List the entries behind a figure, newest first */
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
        /** Get an entry of the public log, and all entries that belong with it */
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
        /** List what authorities asked and what happened, newest first */
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
        /** List all public log entries of a request */
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
        /** Check that the database, the media engine and the location sources answer, and that the public log is signed */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Health>;
                503: Json<Health>;
            };
        };
    };
    "/livez": {
        /** Check that the process answers */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Alive>;
            };
        };
    };
    "/metrics": {
        /** Get counts in the Prometheus format, as the administrator or with METRICS_TOKEN */
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
    "/readyz": {
        /** Check whether people who join can be sent here, for load balancers */
        get: {
            parameters: Takes<{}>;
            responses: Problems<429> & {
                200: Json<Readiness>;
                503: Json<Readiness>;
            };
        };
    };
};
export type AccountRule = {
    held?: {
        mode: "default" | "locked";
        rule: Rule;
        setAt: Moment;
    } | undefined;
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
    shares: {
        couldAdd: {
            id: string;
            ipv4: number;
            ipv6: number;
        }[];
        families: {
            contested: number;
            established: number;
            family: "ipv4" | "ipv6";
            probable: number;
            unknown: number;
        }[];
        of: "routed" | "known";
        probableBecause: {
            family: "ipv4" | "ipv6";
            mobile: number;
            notMeasured: number;
            oneMaker: number;
            registeredElsewhere: number;
            stale: number;
        }[];
        sources: {
            adds: FamilyShares;
            id: string;
            prevents: FamilyShares;
        }[];
    };
    sources: {
        differs: number;
        id: string;
        known: number;
        maker: string;
    }[];
};
export type Alive = {
    status: "ok";
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
    mayDecide: "yes" | ("no-such-role" | "typed-it-in" | "liaison" | "own-meeting" | "proposed-it" | "approved-it" | "handled-it" | "decided-it" | "too-new" | "closed");
    no: number;
    openedAt: Moment;
    orderId: Uuid;
    publicAfter?: number | undefined;
    readTo: number;
    request: RequestReference;
    statements: AppealStatement[];
};
export type AppealCreated = {
    dueOn: Day;
    /** Format: uri */
    url: string;
};
export type AppealDecision = {
    no: number;
    outcome: "upheld" | "overturned";
    readTo: number;
    reasons: string;
    signed?: {
        salt: string;
        signature: DeskSignature;
    } | undefined;
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
    decidedOn?: Day | undefined;
    dueOn: Day;
    madeOn: Day;
    reasons?: string | undefined;
    state: "open" | "upheld" | "overturned" | "not-decided-in-time" | "order-over";
    text?: string | undefined;
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
} | {
    kind: "not-in-register";
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
export type CarriedProof = {
    entry: number;
    /** Format: base64 */
    file: string;
    key: string;
};
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
    otherLimits: {
        ground?: string | undefined;
        proofs: CarriedProof[];
        rule: Rule;
        setBy?: SetBy | undefined;
        tier: RuleTier;
    }[];
    passes: CertifiedCount;
    service: string;
    sources: {
        basis: "measured" | "registration" | "operator" | "declared";
        builtAt?: Moment | undefined;
        maker: string;
    }[];
};
export type CertifiedCount = "none" | "a-few" | "5-9" | "10-99" | "100-999" | "1000+";
export type ChangeDecision = {
    outcome: "confirmed";
    signature: DeskSignature;
} | {
    outcome: "declined" | "withdrawn";
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
export type ChangeProposal = {
    signature: DeskSignature;
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
    orderId: string;
} | {
    dueAt: Moment;
    kind: "waits";
    orderId: string;
} | {
    kind: "stays-out";
    orderId: string;
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
    state: "destroyed";
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
        email: string;
        emailVerified: boolean;
        key?: string | undefined;
        replaces?: string | undefined;
    } | undefined;
    decidedAt?: Moment | undefined;
    decidedBy?: Colleague | undefined;
    id: Uuid;
    kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
    mayConfirm: "yes" | ("no-such-role" | "proposed-it" | "signed-it" | "about-you" | "too-new" | "new-key" | "only-approver" | "not-proposed" | "no-key-yet" | "not-signed" | "is-liaison" | "proposer-is-liaison" | "appointed-since" | "brought-back" | "closed");
    mayDecline: "yes" | ("no-such-role" | "proposed-it" | "signed-it" | "about-you" | "too-new" | "new-key" | "only-approver" | "not-proposed" | "no-key-yet" | "not-signed" | "is-liaison" | "proposer-is-liaison" | "appointed-since" | "brought-back" | "closed");
    mayPropose: "yes" | ("no-such-role" | "proposed-it" | "signed-it" | "about-you" | "too-new" | "new-key" | "only-approver" | "not-proposed" | "no-key-yet" | "not-signed" | "is-liaison" | "proposer-is-liaison" | "appointed-since" | "brought-back" | "closed");
    proposalSignedBy?: Colleague | undefined;
    proposedAt: Moment;
    proposedBy: Colleague;
    review?: {
        mayReview: boolean;
        requests: number[];
        state: "waits" | "stands" | "reversed";
    } | undefined;
    roles?: DeskRole[] | undefined;
    says: string;
    state: "open" | "confirmed" | "declined" | "withdrawn" | "waited" | "alone" | "lifted";
    toSign?: string | undefined;
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
    confirmation?: {
        mayApprove: Permit;
        mayPropose: Permit;
        proposedBy?: Colleague | undefined;
        restoredAt: Moment;
        restoredEntry?: number | undefined;
    } | undefined;
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
    salts?: OrderSalts | undefined;
    sealedUntil?: Moment | undefined;
    state: OrderState;
    toSign?: string | undefined;
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
        hearsFrom?: Moment | undefined;
        id: Uuid;
        isBroughtBack: boolean;
        key?: string | undefined;
        liaisonTo: Uuid[];
        name: string;
        roles: DeskRole[];
        secondFactor: boolean;
        sessionEndsAt: Moment;
        signsFrom?: Moment | undefined;
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
        id?: Uuid | undefined;
        name: string;
        reach: PlaceCode[];
    };
    content: RequestContent;
    demands: number;
    draft: string;
    due?: RequestDue | undefined;
    gaps: ContentGap[];
    id: Uuid;
    inRegister: boolean;
    may: {
        answer: Permit;
        begin: Permit;
        callBack: Permit;
        close: Permit;
        correct: Permit;
        propose: Permit;
        sendBack: Permit;
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
    texts: WrittenTexts;
    typedBy: Colleague[];
    words: DemandWords;
    wordsWait?: WordsWait | undefined;
};
export type DeskRole = "intake" | "reviewer" | "approver" | "appeals" | "safety";
export type DeskSignature = {
    authenticatorData: string;
    clientData: string;
    day: Day;
    key: string;
    signature: string;
};
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
export type DraftedOrder = {
    draft: OrderDraft;
    toSign: string;
};
export type DraftedTermsAct = {
    draft: TermsActDraft;
    toSign: string;
};
export type Encryption = "end-to-end" | "off";
export type EngineStatus = {
    id: string;
    people: number;
    region?: string | undefined;
    rooms?: number | undefined;
    state: "open" | "draining" | "silent";
};
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
export type FamilyShares = {
    ipv4: number;
    ipv6: number;
};
export type Figures = {
    appeals: {
        byMonth: {
            made: number | ("none" | "fewer-than-10");
            month: string;
            overturned: number | ("none" | "fewer-than-10");
        }[];
        corrected: "none" | "1-or-more" | "10-or-more" | "100-or-more" | "1000-or-more";
        denied: "none" | "1-or-more" | "10-or-more" | "100-or-more" | "1000-or-more";
    };
    demands: DemandFigures[];
    findings: {
        index: number;
        what: "met-what-has-one-answer" | "met-with-ground" | "answers-other-demands" | "begins-nowhere";
    }[];
    logGaps: number;
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
    operatorActs: number;
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
        suspended: number;
        withCorrections: number;
        withEffect: number;
    };
    outsideActs: number;
    placesNamed: number;
    requests: {
        answered: number;
        open: number;
        received: number;
        rejected: number;
        repeated: number;
        returned: number;
        unregistered: number;
    };
    restorations: number;
    sealed: {
        ahead: number;
        existed: number;
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
    sourcesChanged: number;
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
export type Ground = "meetings-survive" | "accounts-survive" | "no-named-persons" | "one-occurrence-only" | "no-country-off" | "conversation-private" | "told-at-the-door" | "no-topics" | "nothing-handed-over" | "no-such-act" | "cannot-tell-there" | "no-power-there" | "no-legal-basis" | "not-necessary" | "not-proportionate" | "human-rights" | "no-such-meeting" | "no-occurrence" | "too-few-staff";
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
        answer?: string | undefined;
        ground?: Ground | undefined;
        kind: DemandKind;
    }[];
    excepted: PlaceCode[];
    from?: Moment | undefined;
    how?: string | undefined;
    id: number;
    kind: "request-received" | "request-corrected" | "request-answered" | "request-returned" | "request-rejected" | "order-began" | "order-ended" | "appeal-decided" | "terms-act";
    law?: string | undefined;
    orderId?: Uuid | undefined;
    places: PlaceCode[];
    reason?: string | undefined;
    request?: number | undefined;
    sealedUntil?: Moment | undefined;
    until?: Moment | undefined;
};
export type HostRole = "host" | "co-host" | "acting" | "guest";
export type InForceAnswer = {
    everywhere: boolean;
};
export type InputError = {
    detail: string;
    pointer: string;
};
export type InsideReceipt = {
    receipt: string;
};
export type InstanceStatus = {
    address: string;
    beatSecondsAgo: number;
    draining: boolean;
    isThis: boolean;
    roles?: ("orders" | "location")[] | undefined;
    rooms?: number | undefined;
    said?: {
        location?: string | undefined;
        people: number;
        serves: "ready" | "draining" | "cannot-decide";
        startedAt: Moment;
        version: string;
    } | undefined;
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
export type LiveFigures = {
    meetingsInUse: number;
    pages: number;
    signalling: number;
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
    orders: {
        [key: string]: PublicOrderState;
    };
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
            state: PublicOrderState;
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
    mediaServers: {
        chosen?: {
            region: string;
            state: "up" | "down" | "unlisted";
        } | undefined;
        regions: string[];
    };
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
    mediaRegion?: (string | null) | undefined;
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
    mediaRegion?: string | undefined;
    nativeClients?: boolean | undefined;
    repeat?: RepetitionInput | undefined;
    rule?: (RuleInput | null) | undefined;
    startsAt?: Moment | undefined;
    timeZone?: string | undefined;
    title: string;
};
export type MeetingName = {
    kind: "cannot";
    reason: "nothing-told" | "not-yet" | "taken-down" | "leads-somewhere";
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
export type NewDeskKey = {
    credentialId: string;
    password: string;
    publicKey: string;
    signature: DeskSignature;
};
export type NotAllowed = "no-such-role" | "typed-it-in" | "liaison" | "own-meeting" | "proposed-it" | "approved-it" | "handled-it" | "decided-it" | "too-new" | "new-key" | "inside" | "may-be-inside" | "brought-back" | "proposal-brought-back" | "no-source-there" | "look-cannot-tell" | "session-moved" | "looks-spent" | "not-explained" | "closed" | "not-yet" | "findings-not-fresh" | "no-desk-key" | "not-signed" | "not-in-register";
export type OnDoubt = "admit" | "hold" | "refuse" | "ask";
export type OperatorAct = {
    at: Moment;
    /** Format: uuid */
    id: string;
    keyId?: string | undefined;
    kind: OperatorActKind;
    state: "waiting" | "done";
};
export type OperatorActKind = "reset-link" | "key-added" | "key-removed" | "seats-allowed" | "seats-refused";
export type OrderDraft = {
    id: Uuid;
    salts: OrderSalts;
};
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
export type OrderSalts = {
    beyondWhy: string;
    law: string;
    reason: string;
    terms: string;
};
export type OrderState = "proposed" | "not-approved" | "waits-for-log" | "approved" | "suspended" | "in-force" | "lifted" | "overturned" | "lapsed";
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
export type OwnDeskKey = {
    credentialId: string;
    host: string;
    id: string;
    isForHere: boolean;
    madeAt: Moment;
    signsFrom?: Moment | undefined;
};
export type OwnEffect = {
    you?: ("leave" | "wait" | "stay") | undefined;
};
export type OwnProposal = {
    id: Uuid;
    key?: string | undefined;
    next: "has-key" | "verify-first" | "make-key";
    proposedAt: Moment;
    replaces?: string | undefined;
    roles: DeskRole[];
    toSign?: string | undefined;
    waitsUntil?: Moment | undefined;
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
    operatorActs?: OperatorAct[] | undefined;
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
    requests: number[];
    reviewAt: Moment;
    rule?: Rule | undefined;
    state: "coming" | "in-force" | "suspended" | "invalid" | "over";
    waitsForReview: boolean;
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
    hasKey: boolean;
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
    state: PublicOrderState;
    takenDown?: ("authority" | "law" | "reason")[] | undefined;
    until: Day;
};
export type PublicOrderState = "ahead" | "suspended" | "in-force" | "over";
export type PublicPlatformRule = {
    effectiveAt: Moment;
    enteredAt: Moment;
    ground: PlatformGround;
    id: string;
    liftedAt?: Moment | undefined;
    name?: string | undefined;
    requests: number[];
    reviewAt: Moment;
    rule?: Rule | undefined;
    state: "coming" | "in-force" | "suspended" | "invalid" | "over";
    waitsForReview: boolean;
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
export type Readiness = {
    status: "ready" | "draining" | "cannot-decide";
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
    only?: {
        allow: PlaceOrGroup[];
        deny: PlaceOrGroup[];
    } | undefined;
    orderId?: string | undefined;
    place?: PlaceCode | undefined;
    sealedUntil?: Moment | undefined;
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
    texts: WrittenTexts;
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
    draft: OrderDraft;
    kind: "propose";
    order: OrderInput;
    signature: DeskSignature;
} | {
    kind: "approve";
    orderId: Uuid;
    signature: DeskSignature;
} | {
    kind: "propose-again";
    orderId: Uuid;
    signature: DeskSignature;
} | {
    kind: "approve-again";
    orderId: Uuid;
    signature: DeskSignature;
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
    authorityId?: Uuid | undefined;
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
    sender?: string | undefined;
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
    inRegister: boolean;
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
export type RuleReview = {
    outcome: "stands" | "reversed";
};
export type RuleTier = "platform" | "account" | "meeting";
export type SafetyOverview = {
    acts: TermsAct[];
    outsideActs: OutsideAct[];
    reports: Report[];
};
export type ServiceStatus = {
    cluster?: {
        engines: EngineStatus[];
        instances: InstanceStatus[];
    } | undefined;
    counts: {
        count: number;
        name: string;
    }[];
    database: {
        kind: "embedded" | "external";
        restoredAt?: Moment | undefined;
        snapshotAgeSeconds?: number | undefined;
        state: "ok" | "failing";
    };
    deskKeysElsewhere?: {
        hosts: string[];
        keys: number;
    } | undefined;
    engine: {
        kind: "embedded" | "external";
        rooms?: number | undefined;
        state: "ok" | "failing";
    };
    live: LiveFigures;
    log: LogState;
    mail: "smtp" | "mailbox";
    sources: {
        attribution: string;
        basis: "measured" | "registration" | "operator" | "declared";
        builtAt?: Moment | undefined;
        detail?: string | undefined;
        held: boolean;
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
export type Shortage = "no-intake" | "no-call-back" | "no-refusals" | "no-orders" | "no-sources" | "no-appeals";
export type ShownText = {
    salt: string;
    value: string;
} | "taken-down";
export type SignUpMode = "closed" | "invitation" | "open";
export type SilentSlotInput = {
    branch?: Branch | undefined;
    came?: Day | undefined;
    country?: string | undefined;
    until: Day;
};
export type Source = {
    attribution: string;
    basis: "measured" | "registration" | "operator" | "declared";
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
export type SourceCatalogue = {
    canUndo: boolean;
    catalogueDate: Day;
    hasOwnList: boolean;
    run: {
        kind: "idle";
    } | {
        bytes: number;
        id: string;
        ids: string[];
        kind: "running";
        of?: number | undefined;
        step: "downloading" | "checking";
        taken: TakenSource[];
    } | {
        kind: "finished";
        taken: TakenSource[];
    };
    sources: {
        acceptedAt?: Moment | undefined;
        attribution: string;
        basis: "measured" | "registration" | "declared";
        changes: "hourly" | "daily" | "weekly" | "monthly";
        id: string;
        kind: "country" | "geofeed" | "list";
        licence: {
            name: string;
            says: string;
            url: string;
        };
        maker: string;
        recommended: boolean;
        sizeMB: number;
        token?: {
            from: string;
            given: boolean;
            name: string;
            refused: boolean;
        } | undefined;
        what: string;
    }[];
};
export type Sources = {
    certain?: FamilyShares | undefined;
    sources: Source[];
};
export type StaffChangeInput = {
    /** Format: email */
    email: string;
    kind: "staff";
    liaisonTo: Uuid[];
    newKey?: boolean | undefined;
    roles: DeskRole[];
};
export type StaffMember = {
    approvesFrom?: Moment | undefined;
    /** Format: email */
    email: string;
    emailVerified: boolean;
    hearsFrom?: Moment | undefined;
    id: Uuid;
    isBroughtBack: boolean;
    key?: string | undefined;
    liaisonTo: Uuid[];
    name: string;
    roles: DeskRole[];
    secondFactor: boolean;
    signsFrom?: Moment | undefined;
};
export type Sureness = "sure" | "likely" | "cannot-tell";
export type TakenSource = {
    id: string;
    outcome: "updated" | "unchanged" | "held" | "failed";
    why?: string | undefined;
};
export type TakeSources = {
    ids: string[];
    /** @default {} */
    tokens?: {
        [key: string]: string;
    } | undefined;
};
export type TermsAct = {
    approvals: {
        at: Moment;
        by: string;
        review: "second" | "third";
    }[];
    id: Uuid;
    kind: TermsActKind;
    mayApprove: "yes" | ("no-such-role" | "own-meeting" | "proposed-it" | "approved-it" | "near-request" | "closed" | "report-too-old" | "brought-back" | "proposal-brought-back" | "role-lost");
    proposedAt: Moment;
    proposedBy: string;
    reason: string;
    reportId?: Uuid | undefined;
    requests: number[];
    signing?: {
        salt: string;
        toSign: string;
    } | undefined;
    state: "waits-for-second" | "waits-for-third" | "waits-for-log" | "in-effect" | "withdrawn" | "reversed";
    texts: WrittenTexts;
};
export type TermsActDraft = {
    id: Uuid;
    salt: string;
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
    draft: TermsActDraft;
    kind: "end-meeting" | "suspend-account";
    reason: string;
    reportId: Uuid;
    signature: DeskSignature;
} | {
    actId: Uuid;
    kind: "reinstate-account";
    reason: string;
};
export type TermsActKind = "end-meeting" | "suspend-account" | "reinstate-account" | "mute-participant" | "remove-participant";
export type TermsActToDraft = {
    kind: "end-meeting" | "suspend-account";
    reason: string;
    reportId: Uuid;
};
export type TermsDecision = {
    kind: "approve";
    signature?: DeskSignature | undefined;
} | {
    kind: "withdraw";
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
    mayConfirm: "yes" | "no-such-role" | "proposed-it" | "near-entry" | "too-new" | "proposal-brought-back" | "brought-back" | "proposer-barred";
    mayDecline: boolean;
    proposedAt: Moment;
    proposedBy: Colleague;
    says: string;
    text: "authority" | "reason" | "law" | "says" | "what" | "forcedBy" | "demand" | "translation" | "title" | "beyondWhy" | "makers" | "name";
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
    text: "authority" | "reason" | "law" | "says" | "what" | "forcedBy" | "demand" | "translation" | "title" | "beyondWhy" | "makers" | "name";
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
export type WrittenTexts = {
    end?: Day | undefined;
    state: "kept" | "destroyed" | "without-key";
};
