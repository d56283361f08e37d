"""The pages of harvests, below the language."""

from django.urls import path

from vasculum.harvest import pages

urlpatterns = [
    path("harvests", pages.harvests, name="harvests"),
    path("harvests/<int:number>", pages.harvest, name="harvest"),
    path("harvests/<int:number>/rejected.csv", pages.rejected_csv, name="rejected-csv"),
    path("harvests/<int:number>/rejected.xlsx", pages.rejected_xlsx, name="rejected-xlsx"),
]
