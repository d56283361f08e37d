"""The pages of accounts and people, below the language; allauth's views stand at addresses of our own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import path, re_path

from vasculum.people import audit_pages, institution_pages, pages
from vasculum.people.access import allowed
from vasculum.people.policy import OWN_ACCOUNT

own = allowed(OWN_ACCOUNT)

urlpatterns = [
    path("account", pages.account, name="account"),
    path("account/my-data.json", pages.my_data, name="my-data"),
    path("account/erase", pages.erase_me, name="erase-me"),
    path("account/tokens", pages.tokens, name="tokens"),
    path("account/tokens/<int:number>/withdraw", pages.withdraw, name="withdraw-token"),
    path("account/invitation/<str:token>", pages.invitation, name="invitation"),
    path("account/sign-in", account.login, name="account_login"),
    path("account/sign-out", account.logout, name="account_logout"),
    path("account/sign-up", account.signup, name="account_signup"),
    path("account/inactive", account.account_inactive, name="account_inactive"),
    path("account/confirm", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/email", own(account.email), name="account_email"),
    path("account/email/sent", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^account/email/confirm/(?P<key>[-:\w]+)\Z", account.confirm_email, name="account_confirm_email"),
    path("account/password", own(account.password_change), name="account_change_password"),
    path("account/password/set", own(account.password_set), name="account_set_password"),
    path("account/password/forgotten", account.password_reset, name="account_reset_password"),
    path("account/password/sent", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)\Z",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/password/changed", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("account/second-factor", own(mfa.index), name="mfa_index"),
    path("account/second-factor/code", mfa.authenticate, name="mfa_authenticate"),
    path("account/second-factor/confirm", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/activate", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/deactivate", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/download", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/connected", own(social.connections), name="socialaccount_connections"),
    path("account/connected/cancelled", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/connected/error", social.login_error, name="socialaccount_login_error"),
    path("account/connected/sign-up", social.signup, name="socialaccount_signup"),
    path("people", institution_pages.node, name="people"),
    path("people/audit", audit_pages.trail, name="audit"),
    path("people/audit.csv", audit_pages.trail_csv, name="audit-csv"),
    path("people/membership/<int:number>", institution_pages.membership, name="membership"),
    path("people/invitation/<int:number>/withdraw", institution_pages.withdraw, name="withdraw-invitation"),
    path("people/<slug:institution>", institution_pages.institution, name="people-of-institution"),
    path("people/<slug:institution>/audit", audit_pages.trail, name="audit-of-institution"),
    path("people/<slug:institution>/audit.csv", audit_pages.trail_csv, name="audit-of-institution-csv"),
]
