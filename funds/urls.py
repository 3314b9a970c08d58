"""The addresses of the funds room."""

from django.urls import path

from funds import views

app_name = "funds"
urlpatterns = [
    path("", views.AllotmentList.as_view(), name="list"),
    path("documents/", views.DocumentList.as_view(), name="documents"),
    path("documents/<int:pk>/", views.DocumentDetail.as_view(), name="document"),
    path("appropriations/", views.AppropriationList.as_view(), name="appropriations"),
    path("expenditures/", views.ExpenditureList.as_view(), name="expenditures"),
    path("donations/", views.DonationList.as_view(), name="donations"),
    path("deliveries/", views.DeliveryList.as_view(), name="deliveries"),
    path("donors/", views.DonorList.as_view(), name="donors"),
    path("donors/<int:pk>/", views.DonorDetail.as_view(), name="donor"),
    path("recoveries/", views.RecoveryList.as_view(), name="recoveries"),
    path("due/", views.DueList.as_view(), name="due"),
    path("budgets/", views.BudgetList.as_view(), name="budgets"),
]
