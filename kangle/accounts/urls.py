"""Sign-in, sign-out, one's own password, and the accounts an administrator keeps."""

from django.urls import path

from kangle.accounts import account_views, views

app_name = "accounts"

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("password/", views.OwnPassword.as_view(), name="password"),
    path("new/", account_views.create, name="create"),
    path("<int:pk>/", account_views.edit, name="edit"),
    path("<int:pk>/reset/", account_views.reset, name="reset"),
    path("<int:pk>/switch/", account_views.switch, name="switch"),
    path("<int:pk>/unlock/", account_views.unlock, name="unlock"),
]
