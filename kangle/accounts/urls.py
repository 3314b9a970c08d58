"""Sign-in, sign-out, one's own password, and the accounts an administrator keeps."""

from django.urls import path

from kangle.accounts import views

app_name = "accounts"

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("password/", views.OwnPassword.as_view(), name="password"),
]
