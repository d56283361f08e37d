"""The addresses of the survey, below the language."""

from django.urls import path

from vasculum.survey import pages, reminder_pages, sheet_pages

urlpatterns = [
    path("survey", pages.index, name="survey"),
    path("survey/new", pages.new, name="survey-new"),
    path("survey/figure", pages.figure, name="survey-figure"),
    path("survey/template.xlsx", sheet_pages.template, name="survey-template"),
    path("survey/upload", sheet_pages.upload, name="survey-upload"),
    path("survey/upload/<int:number>", sheet_pages.understood, name="survey-understood"),
    path("survey/drafts/<int:number>/discard", pages.discard, name="survey-discard"),
    path("survey/reminders", reminder_pages.reminders, name="survey-reminders"),
    path("survey/reminders.csv", reminder_pages.reminders_csv, name="survey-reminders-csv"),
    path("survey/<slug:key>", pages.collection, name="survey-collection"),
]
