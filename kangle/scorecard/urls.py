from django.urls import path

from kangle.scorecard import ledger, reported_list, reported_views, rows, views

app_name = "scorecard"
urlpatterns = [
    path("items/<slug:code>/", views.item, name="item"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
    path("indicators/<str:code>/<slug:part>/", rows.RowsPage.as_view(), name="rows"),
    path("reported/", reported_list.ReportedPage.as_view(), name="reported"),
    path("reported/new/", reported_views.enter, name="report"),
    path("reported/<int:pk>/", reported_views.figure, name="reported-figure"),
    path("reported/<int:pk>/correct/", reported_views.correct, name="correct"),
    path("runs/", ledger.runs, name="runs"),
    path("runs/<int:pk>/", ledger.run, name="run"),
    path("runs/<int:pk>/accept/", ledger.accept_change, name="accept"),
    path("runs/recompute/", ledger.recompute_now, name="recompute"),
]
