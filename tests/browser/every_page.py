"""Every page of the node by the name of its address, as it is visited; what is no page stands here with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page: its path below the language (or from the root), who looks, the status of the answer.

    With `sends` a button's form is sent by that button as it stands, so that what is wrong is told; `lands` is the name of
    the address where the visit ends if it leads on. Who is `late` sends from a version that is not there any more.
    """

    path: str
    who: str = "nobody"
    status: int = 200
    sends: str = ""
    lands: str = ""
    late: bool = False

    def __str__(self) -> str:
        return " ".join(
            filter(
                None, [self.path or "home", self.who if self.who != "nobody" else "", self.sends and "sent", self.late and "late"]
            )
        )


BUTTON = "main form[method=post] button:not([type=button])"


def mine(path: str, sends: str = "", **more: int | str) -> Visit:
    """A look by the administrator."""
    return Visit(path, "administrator", sends=sends, **more)  # type: ignore[arg-type]


VISITS: Mapping[str, tuple[Visit, ...]] = {
    "home": (Visit(""), mine("")),
    "search": (
        Visit("search"),
        Visit("search?q=rosa"),
        Visit("search?q=nothing-like-this"),
        Visit("search?view=gallery"),
        Visit("search?view=map&country=BE"),
        Visit("search?view=charts"),
        Visit("search?view=nowhere", status=400),
    ),
    "map": (Visit("map"),),
    "compare": (Visit("compare"), Visit("compare?a=rosa&b=carex")),
    "/api": (Visit("/api"),),
    "help": (Visit("help"),),
    "collectors": (Visit("collectors"), Visit("collectors?q=cogn"), Visit("collectors?q=nobody-like-this")),
    "collector": (Visit("collector?name=A.+Cogniaux"), Visit("collector?name=nobody", status=404)),
    "taxa": (Visit("taxa"), Visit("taxa?q=ros"), Visit("taxa?q=nothing-like-this")),
    "taxon": (Visit("taxon?family=Rosaceae"), Visit("taxon?name=Rosa+canina"), Visit("taxon?genus=Carex")),
    "places": (Visit("places"),),
    "place": (Visit("place?country=BE"),),
    "about": (Visit("about"),),
    "accessibility": (Visit("accessibility"),),
    "privacy": (Visit("privacy"),),
    "news": (Visit("news"), mine("news")),
    "article": (Visit("news/{article}"), mine("news/{article}")),
    "new-article": (mine("news/new"), mine("news/new", BUTTON, status=422)),
    "edit-article": (mine("news/{article}/edit"),),
    "help-desk": (
        Visit("help-desk"),
        Visit("help-desk?kind=accessibility&institution=garden"),
        Visit("help-desk", sends=BUTTON, status=422),
    ),
    "question": (Visit("help-desk/{question}"), Visit("help-desk/{closed}")),
    "help-desk-queue": (mine("help-desk/queue"),),
    "ticket": (
        mine("help-desk/tickets/{ticket}"),
        mine("help-desk/tickets/{ticket}", BUTTON, status=422),
        mine("help-desk/tickets/{closed_ticket}"),
    ),
    "keep-search": (Visit("search/keep?q=rosa"), mine("search/keep?q=rosa")),
    "saved-searches": (mine("account/searches"), Visit("account/searches", "curator")),
    "institutions": (Visit("institutions"),),
    "institution": (
        Visit("institutions/garden"),
        Visit("institutions/museum"),
        Visit("institutions/empty"),
        mine("institutions/museum"),
        Visit("institutions/nowhere", status=404),
    ),
    "collections": (
        Visit("collections"),
        Visit("collections?left_out=none&described=holdings"),
        Visit("collections?q=nothing-like-this"),
    ),
    "collection": (
        Visit("collections/herbarium"),
        Visit("collections/birds"),
        mine("collections/birds"),
        Visit("collections/shells"),
    ),
    "dashboard": (
        Visit("dashboard"),
        Visit("dashboard?institution=museum&unit=lots&discipline=zoology"),
        Visit("dashboard?described=survey"),
        Visit("dashboard?unit=furlongs", status=400),
    ),
    "account": (mine("account"), Visit("account", "curator"), Visit("account", lands="account_login")),
    "erase-me": (mine("account/erase"), mine("account/erase", BUTTON)),
    "tokens": (mine("account/tokens"), mine("account/tokens", BUTTON)),
    "invitation": (Visit("account/invitation/{invitation}", "invited"), Visit("account/invitation/{used}", status=410)),
    "account_login": (Visit("account/sign-in"), Visit("account/sign-in", sends=BUTTON)),
    "account_logout": (mine("account/sign-out"),),
    "account_signup": (
        Visit("account/sign-up"),
        Visit("account/sign-up", "invited"),
        Visit("account/sign-up", "invited", sends=BUTTON),
    ),
    "account_inactive": (Visit("account/inactive"),),
    "account_reauthenticate": (mine("account/confirm"), mine("account/confirm", BUTTON)),
    "account_email": (mine("account/email"), Visit("account/email", "curator")),
    "account_email_verification_sent": (Visit("account/email/sent"),),
    "account_confirm_email": (Visit("account/email/confirm/{confirm}"), Visit("account/email/confirm/wrong")),
    "account_change_password": (mine("account/password"), mine("account/password", BUTTON)),
    "account_set_password": (
        Visit("account/password/set", "passwordless"),
        Visit("account/password/set", "passwordless", sends=BUTTON),
    ),
    "account_reset_password": (Visit("account/password/forgotten"), Visit("account/password/forgotten", sends=BUTTON)),
    "account_reset_password_done": (Visit("account/password/sent"),),
    "account_reset_password_from_key": (
        Visit("account/password/new/{reset}", lands="account_reset_password_from_key"),
        Visit("account/password/new/2-wrong"),
    ),
    "account_reset_password_from_key_done": (Visit("account/password/changed"),),
    "mfa_index": (mine("account/second-factor"), Visit("account/second-factor", "curator")),
    "mfa_authenticate": (
        Visit("account/second-factor/code", "halfway"),
        Visit("account/second-factor/code", "halfway", sends="main form:not([id]) button, main form button"),
    ),
    "mfa_reauthenticate": (mine("account/second-factor/confirm"), mine("account/second-factor/confirm", BUTTON)),
    "mfa_activate_totp": (
        Visit("account/second-factor/activate", "curator"),
        Visit("account/second-factor/activate", "curator", sends=BUTTON),
    ),
    "mfa_deactivate_totp": (mine("account/second-factor/deactivate"),),
    "mfa_view_recovery_codes": (mine("account/recovery-codes"),),
    "mfa_generate_recovery_codes": (mine("account/recovery-codes/new"),),
    "orcid_login": (Visit("/account/orcid/sign-in"),),
    "socialaccount_connections": (mine("account/connected"), Visit("account/connected", "passwordless")),
    "socialaccount_login_cancelled": (Visit("account/connected/cancelled"),),
    "socialaccount_login_error": (Visit("account/connected/error", status=401),),
    "socialaccount_signup": (
        Visit("account/connected/sign-up", "elsewhere"),
        Visit("account/connected/sign-up", "elsewhere", sends=BUTTON),
    ),
    "people": (mine("people"), mine("people", BUTTON), Visit("people", "curator", status=403)),
    "people-of-institution": (mine("people/garden"),),
    "audit": (mine("people/audit"),),
    "audit-of-institution": (mine("people/garden/audit"),),
    "survey": (mine("survey"), mine("survey?institution=garden")),
    "survey-new": (
        mine("survey/new?institution=garden"),
        mine("survey/new?institution=garden&draft={draft}"),
    ),
    "survey-collection": (mine("survey/birds"),),
    "survey-upload": (mine("survey/upload?institution=garden"), mine("survey/upload?institution=garden", BUTTON, status=422)),
    "survey-understood": (mine("survey/upload/{upload}"),),
    "survey-reminders": (mine("survey/reminders"),),
    "suggest-institution": (Visit("institutions/garden/suggest"),),
    "suggest-collection": (Visit("collections/shells/suggest"), Visit("collections/shells/suggest", sends=BUTTON, status=422)),
    "suggest-new": (
        Visit("suggestions/new"),
        Visit("suggestions/new?what=institution"),
        Visit("suggestions/new", sends=BUTTON, status=422),
    ),
    "suggestion-thanks": (Visit("suggestions/thanks"),),
    "transcribe": (Visit("transcribe"), mine("transcribe")),
    "transcribe-board": (Visit("transcribe/board"),),
    "transcribe-mine": (Visit("transcribe/mine"), mine("transcribe/mine")),
    "transcribe-project": (mine("transcribe/ferns"),),
    "transcribe-quiz": (Visit("transcribe/ferns/quiz"),),
    "transcribe-discussion": (mine("transcribe/ferns/discussion"),),
    "transcribe-sheet": (mine("transcribe/sheet/{sheet}"),),
    "transcribe-review": (mine("transcribe/ferns/review"),),
    "transcribe-desk": (mine("transcribe/review/{disputed}"),),
    "transcribe-new": (mine("transcribe/new?institution=garden"),),
    "transcribe-lead": (mine("transcribe/ferns/lead"),),
    "transcribe-stage": (mine("transcribe/ferns/sheets"),),
    "suggestions": (mine("suggestions"),),
    "protection": (mine("protection"), mine("protection?institution=garden", "form:last-of-type button", status=422)),
    "suggestion": (
        mine("suggestions/{suggestion}"),
        mine("suggestions/{suggestion}", "button[name=discard]", status=422),
        mine("suggestions/{decided}"),
        mine("suggestions/{merge}"),
    ),
    "edit-institution": (mine("institutions/museum/edit"), mine("institutions/museum/edit", BUTTON, status=409, late=True)),
    "edit-collection": (mine("collections/birds/edit"), mine("collections/birds/edit", BUTTON, status=409, late=True)),
    "identifiers-of-institution": (
        mine("institutions/museum/identifiers"),
        mine("institutions/museum/identifiers", BUTTON, status=409, late=True),
    ),
    "contacts-of-institution": (mine("institutions/museum/contacts"),),
    "addresses-of-institution": (mine("institutions/museum/addresses"),),
    "identifiers-of-collection": (mine("collections/birds/identifiers"),),
    "contacts-of-collection": (
        mine("collections/birds/contacts"),
        mine("collections/birds/contacts", BUTTON, status=409, late=True),
    ),
    "measure-institution": (mine("institutions/museum/measure"), mine("institutions/museum/measure", BUTTON, status=400)),
    "measure-collection": (mine("collections/birds/measure"),),
    "status-of-collection": (mine("collections/birds/status"), mine("collections/birds/status", BUTTON, status=400)),
    "harvests": (Visit("harvests"),),
    "harvest": (Visit("harvests/1"), Visit("harvests/2")),
    "report-error": (Visit("report/{rose}"),),
    "download": (Visit("download"), Visit("download?q=rosa"), Visit("download?as=stone", status=400)),
    "download-of": (Visit("downloads/{done}"), Visit("downloads/{running}"), Visit("downloads/{failed}")),
    "quality": (Visit("quality"),),
    "sources": (mine("sources"),),
    "source": (mine("sources/herbarium"),),
    "imports": (mine("import"), mine("import", BUTTON, status=422)),
    "import": (mine("import/{import}"),),
    "entry-collections": (mine("entry"),),
    "entry-collection": (mine("entry/herbarium"),),
    "entry-new": (mine("entry/herbarium/new/herbarium"),),
    "entry": (mine("entry/herbarium/00000000-0000-4000-8000-000000000001", status=404),),
    "events": (Visit("events"),),
    "events-of-source": (Visit("events/herbarium"),),
    "event": (Visit("events/herbarium/0", status=404),),
    "quality-source": (Visit("quality/herbarium"),),
    "quality-source-problem": (Visit("quality/herbarium/remark/EVENT_DATE_IMPOSSIBLE"),),
    "quality-collection": (Visit("collections/herbarium/quality"),),
    "quality-collection-problem": (Visit("collections/herbarium/quality/remark/EVENT_DATE_IMPOSSIBLE"),),
    "quality-institution": (Visit("institutions/garden/quality"),),
    "quality-institution-problem": (Visit("institutions/garden/quality/remark/EVENT_DATE_IMPOSSIBLE"),),
    "specimen": (
        Visit("/{rose}"),
        Visit("/{odd}"),
        Visit("/{changed}"),
        Visit("/{changed}?version=1"),
        Visit("/{gone}", status=410),
        Visit("/{medium}"),
        Visit("/10.5072/000-000-000", status=404),
    ),
    "datasets": (Visit("datasets"), mine("datasets")),
    "dataset": (Visit("datasets/roses"), mine("datasets/roses"), Visit("datasets/nowhere", status=404)),
    "dataset-new": (mine("datasets/new?institution=garden"), mine("datasets/new?institution=garden", BUTTON, status=422)),
    "dataset-edit": (mine("datasets/roses/edit"),),
    "dataset-preview": (mine("datasets/roses/preview"),),
}

FILE, DATA, ACT, ELSEWHERE = (
    "a file to take away",
    "data for programs",
    "only sent to, answered by a page above",
    "leads elsewhere",
)
NO_PAGES: Mapping[str, str] = {
    "end-protection": ACT,
    "/": ELSEWHERE,
    "/health": DATA,
    "search-feed": DATA,
    "news-feed": DATA,
    "robots": DATA,
    "sitemap": DATA,
    "sitemap-pages": DATA,
    "sitemap-specimens": DATA,
    "change-search": ACT,
    "transcribe-start": ACT,
    "transcribe-hide": ACT,
    "transcribe-announce": ACT,
    "transcribe-draft": DATA,
    "transcribe-understood": DATA,
    "transcribe-mine-json": FILE,
    "transcribe-readings": FILE,
    "/media/{path}": FILE,
    "orcid_callback": ELSEWHERE,
    "openid_connect_login": "the page of orcid_login, once the provider's own description was fetched from another site",
    "openid_connect_callback": ELSEWHERE,
    "collections-csv": FILE,
    "figures-csv": FILE,
    "dashboard-csv": FILE,
    "dashboard-json": DATA,
    "my-data": FILE,
    "withdraw-token": ACT,
    "mfa_download_recovery_codes": FILE,
    "audit-csv": FILE,
    "audit-of-institution-csv": FILE,
    "membership": ACT,
    "withdraw-invitation": ACT,
    "survey-figure": DATA,
    "survey-template": FILE,
    "survey-discard": ACT,
    "survey-reminders-csv": FILE,
    "rejected-csv": FILE,
    "rejected-xlsx": FILE,
    "file-of-a-download": FILE,
    "archive": FILE,
    "archive-metadata": FILE,
    "archive-of-version": FILE,
    "dataset-publish": ACT,
    "datasets-rss": DATA,
    "catalogue": DATA,
    "change-feed": DATA,
    "oai": DATA,
    "persistent-identifier": "the page of a specimen, or leads to that of a data set",
    "entry-labels": FILE,
    "import-problems": FILE,
    "import-table": FILE,
    "import-mapping": FILE,
    "events-csv": FILE,
    "measurements-csv": FILE,
    "quality-source-csv": FILE,
    "quality-source-xlsx": FILE,
    "quality-collection-csv": FILE,
    "quality-collection-xlsx": FILE,
    "quality-institution-csv": FILE,
    "quality-institution-xlsx": FILE,
    "context": DATA,
    "manifest": DATA,
    "image-service": ELSEWHERE,
    "image-information": DATA,
    "image": FILE,
}
