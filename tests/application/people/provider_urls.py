"""The addresses of the provider."""

from allauth.idp import urls as idp
from django.urls import include, path

urlpatterns = [path("", include(idp)), path("accounts/", include("allauth.account.urls"))]
