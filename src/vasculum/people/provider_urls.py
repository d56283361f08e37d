"""Where ORCID and providers of OpenID Connect are gone to and come back from: one address each, in no language."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.orcid import views as orcid
from django.urls import path

from vasculum.people.leaving import if_offered, through_a_page
from vasculum.people.told import told

urlpatterns = [
    path("account/orcid/sign-in", told(through_a_page(orcid.oauth2_login), "To ORCID, to sign in there."), name="orcid_login"),
    path("account/orcid/back", told(if_offered(orcid.oauth2_callback), "Back from ORCID."), name="orcid_callback"),
    path(
        "account/oidc/<slug:provider_id>/sign-in",
        told(through_a_page(oidc.login), "To a provider of OpenID Connect, to sign in there."),
        name="openid_connect_login",
    ),
    path(
        "account/oidc/<slug:provider_id>/back",
        told(if_offered(oidc.callback), "Back from a provider of OpenID Connect."),
        name="openid_connect_callback",
    ),
]
