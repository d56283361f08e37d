"""Every address of the node: pages below their language, the API, and the PIDs themselves."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from vasculum.news.pages import news_feed
from vasculum.portal import pages, sitemaps
from vasculum.portal.feeds import search_feed
from vasculum.site.api import api
from vasculum.site.health import health
from vasculum.site.media import media
from vasculum.specimens.api_page import about

handler400 = "vasculum.web.problems.bad_request"
handler403 = "vasculum.web.problems.forbidden"
handler404 = "vasculum.web.problems.not_found"
handler500 = "vasculum.web.problems.server_error"

urlpatterns = [
    path("", pages.front),
    path("health", health),
    path("api", about),
    path("api/", api.urls),
    path("feeds/search.atom", search_feed, name="search-feed"),
    path("feeds/news.atom", news_feed, name="news-feed"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages_of_the_portal, name="sitemap-pages"),
    path("sitemaps/<slug:source>-<int:part>.xml", sitemaps.specimens_of_a_source, name="sitemap-specimens"),
    path("media/<path:path>", media),
    path("", include("vasculum.publishing.feed_urls")),
    path("", include("vasculum.people.provider_urls")),
    *i18n_patterns(
        path("", include("vasculum.portal.urls")),
        path("", include("vasculum.people.urls")),
        path("", include("vasculum.survey.urls")),
        path("", include("vasculum.helpdesk.urls")),
        path("", include("vasculum.news.urls")),
        path("", include("vasculum.suggestions.urls")),
        path("", include("vasculum.protection.urls")),
        path("", include("vasculum.registry.urls")),
        path("", include("vasculum.harvest.urls")),
        path("", include("vasculum.specimens.page_urls")),
        path("", include("vasculum.downloads.urls")),
        path("", include("vasculum.saved_searches.urls")),
        path("", include("vasculum.assessment.urls")),
        path("", include("vasculum.entry.urls")),
        path("", include("vasculum.events.urls")),
        path("", include("vasculum.intake.source_urls")),
        path("", include("vasculum.intake.urls")),
        path("", include("vasculum.publishing.urls")),
        path("", include("vasculum.transcription.urls")),
    ),
    path("", include("vasculum.specimens.urls")),
]
