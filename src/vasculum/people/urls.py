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
from vasculum.people.told import told

own = allowed(OWN_ACCOUNT)

urlpatterns = [
    path("account", pages.account, name="account"),
    path("account/my-data.json", pages.my_data, name="my-data"),
    path("account/erase", pages.erase_me, name="erase-me"),
    path("account/tokens", pages.tokens, name="tokens"),
    path("account/tokens/<int:number>/withdraw", pages.withdraw, name="withdraw-token"),
    path("account/invitation/<str:token>", pages.invitation, name="invitation"),
    path(
        "account/sign-in",
        told(account.login, "Signing in with address and password, or by another account."),
        name="account_login",
    ),
    path("account/sign-out", told(account.logout, "Signing out."), name="account_logout"),
    path(
        "account/sign-up",
        told(account.signup, "Making an account, for who has followed an invitation, or for everybody on an open node."),
        name="account_signup",
    ),
    path(
        "account/inactive",
        told(account.account_inactive, "That an account cannot be signed in to any more."),
        name="account_inactive",
    ),
    path(
        "account/confirm",
        own(told(account.reauthenticate, "The password once more, before something grave.")),
        name="account_reauthenticate",
    ),
    path("account/email", own(told(account.email, "Changing my e-mail address.")), name="account_email"),
    path(
        "account/email/sent",
        told(account.email_verification_sent, "That a message was sent by which an address is confirmed."),
        name="account_email_verification_sent",
    ),
    re_path(
        r"^account/email/confirm/(?P<key>[-:\w]+)\Z",
        told(account.confirm_email, "Confirming an address by the link that was sent to it."),
        name="account_confirm_email",
    ),
    path("account/password", own(told(account.password_change, "Changing my password.")), name="account_change_password"),
    path(
        "account/password/set",
        own(told(account.password_set, "Choosing a password, for who has none.")),
        name="account_set_password",
    ),
    path(
        "account/password/forgotten",
        told(account.password_reset, "Asking for a link by which a forgotten password is replaced."),
        name="account_reset_password",
    ),
    path(
        "account/password/sent", told(account.password_reset_done, "That this link was sent."), name="account_reset_password_done"
    ),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)\Z",
        told(account.password_reset_from_key, "Choosing a new password by that link."),
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/changed",
        told(account.password_reset_from_key_done, "That the password was changed."),
        name="account_reset_password_from_key_done",
    ),
    path("account/second-factor", own(told(mfa.index, "My second factor: on or off, recovery codes.")), name="mfa_index"),
    path("account/second-factor/code", told(mfa.authenticate, "The code beside the password."), name="mfa_authenticate"),
    path(
        "account/second-factor/confirm",
        own(told(mfa.reauthenticate, "The code once more, before something grave.")),
        name="mfa_reauthenticate",
    ),
    path(
        "account/second-factor/activate",
        own(told(totp.activate_totp, "Setting up the code of an authenticator app.")),
        name="mfa_activate_totp",
    ),
    path(
        "account/second-factor/deactivate",
        own(told(totp.deactivate_totp, "Going without the code again.")),
        name="mfa_deactivate_totp",
    ),
    path("account/recovery-codes", own(told(codes.view_recovery_codes, "My recovery codes.")), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new",
        own(told(codes.generate_recovery_codes, "New recovery codes in the place of the old ones.")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download",
        own(told(codes.download_recovery_codes, "My recovery codes as a file.")),
        name="mfa_download_recovery_codes",
    ),
    path(
        "account/connected",
        own(told(social.connections, "The accounts elsewhere by which I can sign in.")),
        name="socialaccount_connections",
    ),
    path(
        "account/connected/cancelled",
        told(social.login_cancelled, "That signing in elsewhere was broken off."),
        name="socialaccount_login_cancelled",
    ),
    path(
        "account/connected/error", told(social.login_error, "That signing in elsewhere failed."), name="socialaccount_login_error"
    ),
    path(
        "account/connected/sign-up",
        told(social.signup, "Making an account after signing in elsewhere for the first time."),
        name="socialaccount_signup",
    ),
    path("people", institution_pages.node, name="people"),
    path("people/audit", audit_pages.trail, name="audit"),
    path("people/audit.csv", audit_pages.trail_csv, name="audit-csv"),
    path("people/membership/<int:number>", institution_pages.membership, name="membership"),
    path("people/invitation/<int:number>/withdraw", institution_pages.withdraw, name="withdraw-invitation"),
    path("people/<slug:institution>", institution_pages.institution, name="people-of-institution"),
    path("people/<slug:institution>/audit", audit_pages.trail, name="audit-of-institution"),
    path("people/<slug:institution>/audit.csv", audit_pages.trail_csv, name="audit-of-institution-csv"),
]
