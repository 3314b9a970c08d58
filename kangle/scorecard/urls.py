from django.urls import path

from kangle.scorecard import ledger, rows, views

app_name = "scorecard"
urlpatterns = [
    path("items/<slug:code>/", views.item, name="item"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
    path("indicators/<str:code>/<slug:part>/", rows.RowsPage.as_view(), name="rows"),
    path("runs/", ledger.runs, name="runs"),
    path("runs/<int:pk>/", ledger.run, name="run"),
    path("runs/recompute/", ledger.recompute_now, name="recompute"),
]
