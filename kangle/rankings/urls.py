from django.urls import path

from kangle.rankings import publishing, views

app_name = "rankings"
urlpatterns = [
    path("", views.ranking, name="ranking"),
    path("unit/<str:code>/", views.unit, name="unit"),
    path("compare/", views.compare, name="compare"),
    path("publish/", publishing.publish_page, name="publish"),
    path("published/", publishing.PublicationList.as_view(), name="published"),
    path("published/<int:pk>/", publishing.publication_page, name="publication"),
    path("published/<int:pk>/<slug:form>/", publishing.publication_file, name="file"),
    path("published/<int:pk>/withdraw", publishing.withdraw_page, name="withdraw"),
    path("published/<int:pk>/reissue", publishing.reissue_page, name="reissue"),
    path("verify/", publishing.verify_page, name="verify"),
]
