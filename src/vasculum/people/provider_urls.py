"""Where ORCID and providers of OpenID Connect are gone to and come back from: one address each, in no language."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.orcid import views as orcid
from django.urls import path

from vasculum.people.leaving import if_offered, through_a_page

urlpatterns = [
    path("account/orcid/sign-in", through_a_page(orcid.oauth2_login), name="orcid_login"),
    path("account/orcid/back", if_offered(orcid.oauth2_callback), name="orcid_callback"),
    path("account/oidc/<slug:provider_id>/sign-in", through_a_page(oidc.login), name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/back", if_offered(oidc.callback), name="openid_connect_callback"),
]
