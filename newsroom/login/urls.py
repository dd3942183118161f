"""Only what is needed of allauth, under its names, below the desk; no sign-up, no foreign accounts, no addresses."""

from django.urls import path

from newsroom.login import letters, own, views

urlpatterns = [
    path("login/", views.LogIn.as_view(), name="account_login"),
    path("login/step/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey/", views.PasskeyLogIn.as_view(), name="mfa_login_webauthn"),
    path("login/again/", views.Again.as_view(), name="account_reauthenticate"),
    path("login/go-on/", views.go_on, name="login_go_on"),
    path("login/forgotten/", letters.Forgotten.as_view(), name="admin_password_reset"),
    path("login/forgotten/sent/", letters.Sent.as_view(), name="password_reset_done"),
    path("login/new/<uidb64>/<token>/", letters.NewPassword.as_view(), name="password_reset_confirm"),
    path("mine/", own.Mine.as_view(), name="mfa_index"),
    path("mine/app/", own.AddApp.as_view(), name="mfa_activate_totp"),
    path("mine/app/remove/", own.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("mine/passkeys/", own.AddKey.as_view(), name="mfa_add_webauthn"),
    path("mine/passkeys/<int:pk>/remove/", own.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("mine/passkeys/<int:pk>/name/", own.RenameKey.as_view(), name="mfa_edit_webauthn"),
    path("mine/codes/", own.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("mine/codes/new/", own.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("mine/codes/file/", own.codes_file, name="login_codes_file"),
    path("mine/end/", own.end, name="login_end"),
]
